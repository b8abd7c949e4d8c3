// What scripts/screenshots.mjs draws: pages, people and looks, so that together they show both brands on both screens.

const sonnwerk = (name, path, size, more = {}) => ({
  name: `${name}-sonnwerk-${size}`,
  brand: 'sonnwerk',
  email: 'anna@example.com',
  path,
  size,
  ...more,
})
const nordlicht = (name, path, size, more = {}) => ({
  name: `${name}-nordlicht-${size}`,
  brand: 'nordlicht',
  email: 'anna@example.com',
  path,
  size,
  ...more,
})

async function openFirstInvoice(page) {
  await page.locator('main a[href^="/invoices/inv_"]').first().click()
  await page.waitForURL(/\/invoices\/inv_/)
}

async function openMore(page) {
  await page.getByRole('button', { name: /^(Mehr|More)/ }).click()
}

/** From the first page of the checkout to the order. Nothing is ordered. */
async function fillCheckout(page) {
  const next = (name) => page.getByRole('button', { name, exact: true }).click()
  await next('Weiter zum Lieferort')
  await page.getByRole('textbox', { name: 'Straße' }).fill('Invalidenstraße')
  await page.getByRole('textbox', { name: 'Hausnummer' }).fill('12')
  await next('Weiter zum Zähler')
  await page.getByText('Ich ziehe ein.').click()
  await page.getByLabel('Zählernummer').fill('1 EMH00 1234 5678')
  await next('Weiter zu Ihren Angaben')
  await page.waitForURL(/\/person$/)
  await next('Weiter')
  await page.getByText('Überweisung', { exact: true }).click()
  await next('Weiter zur Übersicht')
  await page.waitForURL(/\/summary$/)
}

/** A value that is asked back about. */
async function sendUnusualReading(page) {
  await page.locator('input[name="value"]').fill('80000')
  await page.locator('form[enctype] button[type="submit"]').click()
  await page.locator('textarea').waitFor()
}

export const pictures = [
  // The one that the README shows.
  { ...sonnwerk('overview', '/overview', 'desktop'), name: 'overview' },
  nordlicht('overview', '/overview', 'desktop'),
  nordlicht('overview', '/overview', 'phone'),
  sonnwerk('more', '/overview', 'phone', { act: openMore, asTallAsScreen: true }),
  sonnwerk('usage', '/usage', 'desktop'),
  nordlicht('usage', '/usage?by=month', 'phone'),
  sonnwerk('prices', '/prices', 'desktop', { scheme: 'dark' }),
  nordlicht('prices', '/prices', 'phone', { scheme: 'light' }),
  sonnwerk('invoices', '/invoices', 'phone'),
  sonnwerk('invoice', '/invoices', 'desktop', { act: openFirstInvoice }),
  sonnwerk('meter-readings', '/meter-readings', 'desktop', { email: 'bernd@example.com' }),
  sonnwerk('meter-readings-asked', '/meter-readings', 'phone', {
    email: 'bernd@example.com',
    act: sendUnusualReading,
  }),
  nordlicht('tariff', '/tariff', 'desktop'),
  sonnwerk('tariff', '/tariff', 'phone'),
  sonnwerk('payment-method', '/payment-method', 'desktop'),
  sonnwerk('orders', '/orders', 'desktop'),
  sonnwerk('orders-blocked', '/orders', 'phone', { email: 'bernd@example.com', scheme: 'dark' }),
  nordlicht('account', '/account', 'desktop'),
  nordlicht('help', '/help', 'desktop'),
  sonnwerk('help', '/help', 'phone', { email: null }),
  sonnwerk('login', '/login', 'phone', { email: null }),
  sonnwerk('cancel', '/cancel', 'desktop', { email: null }),
  sonnwerk('checkout', '/?zip=10115&usage=2500', 'desktop', { email: null, host: 'sonnwerk.checkout' }),
  nordlicht('checkout', '/?zip=24105&usage=2500', 'phone', { email: null, host: 'nordlicht.checkout' }),
  sonnwerk('checkout-summary', '/start?zip=10115&usage=2500', 'desktop', {
    email: 'clara@example.com',
    act: fillCheckout,
  }),
]
