import { portal } from './support/addresses.ts'
import { call } from './support/api.ts'
import {
  CHECKOUT,
  contractsOf,
  expectAccessible,
  fillMoveIn,
  fillPerson,
  fillPlace,
  goOn,
  meterNumber,
  newEmail,
  openCheckout,
  order,
  orderButton,
  payByTransfer,
  prove,
  freeClara,
  test,
} from './support/checkout.ts'
import { openMailbox } from './support/mailbox.ts'
import { openEnergyAccount, signInAtPartner } from './support/partner-app.ts'
import { expect } from './support/test.ts'
import { createNewcomer } from './support/world.ts'

test.describe.configure({ timeout: 90_000 })

const SONNWERK = portal('sonnwerk')

test("Clara goes from the partner's app through the checkout to her portal", async ({ page }) => {
  try {
    await signInAtPartner(page, 'Clara Neu')
    await openEnergyAccount(page)
    await expect(page).toHaveURL(`${SONNWERK}/start`)
    await page.getByLabel('Postleitzahl').fill('10115')
    await page.getByRole('button', { name: '2 Personen' }).click()
    await goOn(page, 'Weiter zum Lieferort', '/start/place')
    await fillPlace(page)
    await fillMoveIn(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sie bestellen als Clara Neu')
    await goOn(page, 'Weiter', '/start/payment')
    await payByTransfer(page)
    await order(page, 'Danke, Clara. Ihr Strom ist bestellt.')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^Ab \d+\. \S+( \d{4})? beliefern wir Sie/,
    )
    await expect(page.getByText('Anmeldung beim Netzbetreiber')).toBeVisible()
    expect(await contractsOf('clara@example.com')).toMatchObject([{ status: 'pending', source: 'checkout' }])
    await page.getByRole('link', { name: 'Zurück zu Sonnwerk' }).click()
    await expect(page.getByText(/Guten (Morgen|Tag|Abend), Clara/)).toBeVisible()
  } finally {
    await freeClara()
  }
})

test('a stranger moves in, presses the button twice, and has one contract', async ({ page }) => {
  const email = newEmail()
  await page.goto(`${CHECKOUT}/?zip=10115&usage=2500`)
  await goOn(page, 'Weiter zum Lieferort', '/place')
  await fillPlace(page)
  await fillMoveIn(page)
  await fillPerson(page, email)
  await payByTransfer(page)
  const mailbox = await openMailbox(page, email, /^Ihr Stromvertrag mit Sonnwerk/)
  await orderButton(page).dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Danke, Mara. Ihr Strom ist bestellt.')
  expect(page.url()).toContain(`${SONNWERK}/start/done?subscription=sub_`)
  expect(await mailbox.nextText()).toContain('Vertragszusammenfassung')
  expect(await contractsOf(email)).toMatchObject([{ status: 'pending', previous_supplier_code: null }])
  await page.getByRole('link', { name: 'Zu Ihrem Konto' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Ab \d+\. \S+( \d{4})? beliefern wir Sie/)
})

test('a company comes by a partner’s link, changes supplier, and finds all it typed after a closed tab', async ({
  page,
  context,
}) => {
  const { items } = await call<{ items: { id: string; slug: string }[] }>('demo', '/plans')
  const email = newEmail()
  const lead = await call<{ id: string; link: string }>('demo', '/leads', {
    method: 'POST',
    body: JSON.stringify({
      plan: items.find(({ slug }) => slug === 'sonnwerk')?.id,
      customer: { type: 'company', company_name: 'Werkstatt Neu GmbH', email },
      address: { zip: '10115', street: 'Invalidenstraße', house_number: '12' },
      meter: { estimated_usage: 4800 },
    }),
  })
  await page.goto(lead.link)
  await expect(page).toHaveURL(`${CHECKOUT}/`)
  await expect(page.getByLabel('oder genau, in kWh')).toHaveValue(/^4\.?800$/)
  await goOn(page, 'Weiter zum Lieferort', '/place')
  await expect(page.getByRole('textbox', { name: 'Straße' })).toHaveValue('Invalidenstraße')
  await goOn(page, 'Weiter zum Zähler', '/supply')
  await page.close()

  const tab = await context.newPage()
  await tab.goto(CHECKOUT)
  await expect(tab.getByLabel('oder genau, in kWh')).toHaveValue(/^4\.?800$/)
  await tab.goto(`${CHECKOUT}/supply`)
  await tab.getByText('Ich wechsle den Anbieter.').click()
  await tab.getByLabel('Ihr bisheriger Anbieter').fill('strom')
  await tab.getByLabel('Zählernummer').fill(meterNumber())
  await tab.getByRole('button', { name: 'Weiter zu Ihren Angaben' }).last().click()
  await expectAccessible(tab)
  await tab.getByRole('button', { name: 'Grundstrom Berlin AG' }).click()
  await expect(tab).toHaveURL(`${CHECKOUT}/person`)

  await expect(tab.getByRole('radio', { name: 'Für ein Unternehmen' })).toBeChecked()
  await expect(tab.getByLabel('Name des Unternehmens')).toHaveValue('Werkstatt Neu GmbH')
  await tab.getByLabel('Vorname').fill('Mara')
  await tab.getByLabel('Nachname').fill('Neu')
  await prove(tab, email)
  // All the way back by the pages' own links, and there again by the browser's.
  for (const [step, path] of [
    ['E-Mail bestätigen', '/email'],
    ['Ihre Angaben', '/person'],
    ['Zähler und Beginn', '/supply'],
    ['Lieferort', '/place'],
  ] as const) {
    await tab.getByRole('link', { name: `Zurück: ${step}` }).click()
    await expect(tab).toHaveURL(CHECKOUT + path)
  }
  await expect(tab.getByRole('textbox', { name: 'Hausnummer' })).toHaveValue('12')
  await tab.goBack()
  await expect(tab.getByLabel('Ihr bisheriger Anbieter')).toHaveValue(/Grundstrom|9904611000006/)
  await tab.goBack()
  await expect(tab.getByLabel('Vorname')).toHaveValue('Mara')
  await tab.goto(`${CHECKOUT}/payment`)
  await payByTransfer(tab)
  await expect(tab.getByText('Ein Widerrufsrecht haben nur Verbraucher, nicht Unternehmen.')).toBeVisible()
  await order(tab, 'Danke, Mara. Ihr Strom ist bestellt.')
  expect(await contractsOf(email)).toMatchObject([
    {
      status: 'pending',
      lead_id: lead.id,
      previous_supplier_code: '9904611000006',
      company_name: 'Werkstatt Neu GmbH',
    },
  ])
  const answer = await tab.goto(lead.link)
  expect(answer?.status()).toBe(410)
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText(
    'Aus diesem Angebot ist schon ein Vertrag geworden.',
  )
})

test('somebody sells what a roof earns', async ({ page }) => {
  const checkout = await openCheckout('sonnwerk-solar')
  await page.goto(`${checkout}/?zip=10115&usage=7000`)
  await goOn(page, 'Weiter zum Standort', '/place')
  await fillPlace(page)
  await page.getByLabel('Zählernummer').fill(meterNumber())
  await goOn(page, 'Weiter zu Ihren Angaben', '/person')
  await fillPerson(page, newEmail())
  await page.getByLabel('Kontoinhaber').fill('Mara Neu')
  await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
  await goOn(page, 'Weiter zur Übersicht', '/summary')
  await order(page, 'Danke, Mara. Ihr Vertrag ist geschlossen.')
  expect(new URL(page.url()).origin).toBe(portal('sonnwerk-solar'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^Ab 1\. \S+( \d{4})? nehmen wir Ihren Strom ab/,
  )
})

test('whose address is known reads so in the mail alone, and finds the contract in their account', async ({
  page,
}) => {
  const known = await createNewcomer({ startsInDays: -3 })
  await page.goto(`${CHECKOUT}/?zip=10115&usage=1500`)
  await goOn(page, 'Weiter zum Lieferort', '/place')
  await fillPlace(page)
  await fillMoveIn(page)
  await page.getByLabel('Vorname').fill('Irgend')
  await page.getByLabel('Nachname').fill('Jemand')
  await page.getByLabel('E-Mail-Adresse').fill(known.email)
  // The page is the same as for anybody: the same words are looked for in every journey.
  expect(await prove(page, known.email)).toContain(
    'Mit dieser Adresse haben Sie schon ein Konto bei Sonnwerk.',
  )
  await payByTransfer(page)
  await expect(page.getByRole('main')).toContainText(known.name)
  await expect(page.getByRole('main')).not.toContainText('Irgend')
  await order(page, 'Danke, Nora. Ihr Strom ist bestellt.')
  expect(await contractsOf(known.email)).toMatchObject([{ status: 'active' }, { status: 'pending' }])
  await expect(page.getByRole('navigation', { name: 'Ihre Verträge' }).getByRole('link')).toHaveCount(2)
})
