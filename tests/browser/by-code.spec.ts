import type { Page } from '@playwright/test'
import { type DemoBrand, NORDLICHT, SONNWERK } from './support/brands.ts'
import { askForCode, enterCode } from './support/code-sign-in.ts'
import { expect, test } from './support/test.ts'
import { createNewcomer } from './support/world.ts'

interface Journey {
  brand: DemoBrand
  /** What is asked for before anybody is signed in, and how it begins. */
  asked: string
  landsOn: RegExp
  sections: string
  more: RegExp
  /** Every section by its name in the navigation, the page's title, and its heading. */
  pages: readonly (readonly [string, string, RegExp])[]
  /** What lies behind the sections: from which one, by which link, to which address. */
  beyond: readonly (readonly [string, string | RegExp, RegExp])[]
  /** What everybody may open: the link at the foot, and its heading. */
  legal: readonly (readonly [string, string])[]
}

/** Each viewport with another brand, language and customer. */
const JOURNEYS: Record<string, Journey> = {
  phone: {
    brand: SONNWERK,
    asked: '/invoices',
    landsOn: /Rechnung|bezahlt/,
    sections: 'Bereiche',
    more: /^Mehr/,
    pages: [
      ['Übersicht', 'Übersicht', /^(Strom|Gerade) /],
      ['Verbrauch', 'Verbrauch', /^Gestern: [\d,]+\skWh für [\d,]+\s€\.$/],
      ['Preise', 'Preise', /^(Strom|Gerade) /],
      ['Rechnungen', 'Rechnungen', /Rechnung|bezahlt/],
      ['Zählerstände', 'Zählerstand', /^Ihr Zähler meldet seine Werte selbst\.$/],
      ['Tarif', 'Tarif', /^Sie zahlen den Börsenpreis und \d\d,\d\d\sct je Kilowattstunde\.$/],
      ['Zahlung', 'Zahlung', /^Wir buchen von Ihrem Konto mit den Endziffern \d{4} ab\.$/],
      ['Aufträge', 'Aufträge', /^Alles erledigt\. Es läuft kein Auftrag\.$/],
      ['Konto', 'Konto', /^Anna Sommer$/],
      ['Hilfe', 'Hilfe', /^Wie kann Sonnwerk helfen\?$/],
    ],
    beyond: [
      ['Zahlung', 'Konto ändern', /\/payment-method\/change\?/],
      ['Zahlung', 'Auf Überweisung umstellen', /\/payment-method\/transfer\?/],
      ['Tarif', /^Kündigen /, /\/tariff\/terminate\?/],
      ['Tarif', /^Ausziehen /, /\/tariff\/move-out\?/],
      ['Konto', 'Name ändern', /\/account\/name$/],
      ['Konto', /^Rechnungsanschrift ändern/, /\/account\/billing-address\?/],
      ['Rechnungen', /€/, /\/invoices\/inv_\w+$/],
    ],
    legal: [
      ['Verträge hier kündigen', 'Vertrag kündigen'],
      ['Vertrag widerrufen', 'Vertrag widerrufen'],
      ['Impressum', 'Impressum'],
      ['Datenschutz', 'Datenschutz'],
      ['Barrierefreiheit', 'Barrierefreiheit'],
    ],
  },
  desktop: {
    brand: NORDLICHT,
    asked: '/prices?day=2025-10-22&hours=5',
    landsOn: /^On 22 October 2025 power cost between/,
    sections: 'Sections',
    more: /^More/,
    pages: [
      ['Overview', 'Overview', /^(Power|Right now) /],
      ['Usage', 'Consumption', /^Yesterday: [\d.]+\skWh for €[\d.]+\.$/],
      ['Prices', 'Prices', /^(Power|Right now) /],
      ['Invoices', 'Invoices', /invoice|paid/i],
      ['Meter readings', 'Meter reading', /^Your meter sends its values by itself\.$/],
      ['Tariff', 'Tariff', /^You pay the exchange price and \d\d\.\d\d\sct per kilowatt-hour\.$/],
      ['Payment', 'Payment', /^We collect from your account ending in \d{4}\.$/],
      ['Orders', 'Orders', /^Nothing is on order for this contract\.$/],
      ['Account', 'Account', /^Anna Petersen$/],
      ['Help', 'Help', /^How can Nordlicht Energie help\?$/],
    ],
    beyond: [
      ['Payment', 'Change account', /\/payment-method\/change\?/],
      ['Payment', 'Switch to bank transfer', /\/payment-method\/transfer\?/],
      ['Tariff', /^Cancel /, /\/tariff\/terminate\?/],
      ['Tariff', /^Move out /, /\/tariff\/move-out\?/],
      ['Account', 'Change name', /\/account\/name$/],
      ['Account', /^Change billing address/, /\/account\/billing-address\?/],
      ['Invoices', /€/, /\/invoices\/inv_\w+$/],
    ],
    legal: [
      ['Cancel contracts here', 'Cancel a contract'],
      ['Withdraw from contract', 'Withdraw from a contract'],
      ['Imprint', 'Imprint'],
      ['Privacy', 'Privacy'],
      ['Accessibility', 'Accessibility'],
    ],
  },
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })
    test.describe.configure({ timeout: 60_000 })

    test('a deep link without a session: a code from the mail, the page asked for, then every other', async ({
      page,
    }, { project }) => {
      const journey = JOURNEYS[project.name]!
      const { brand, asked, landsOn, pages, beyond, legal } = journey
      const heading = page.getByRole('heading', { level: 1 })
      await page.goto(brand.origin + asked)
      await expect(page).toHaveURL(`${brand.origin}/login?next=${encodeURIComponent(asked)}`)
      await enterCode(page, await askForCode(page, brand.customer, brand.locale), brand.locale)
      await expect(page).toHaveURL(brand.origin + asked)
      await expect(heading).toHaveText(landsOn)

      for (const [name, title, answer] of pages) {
        await follow(page, journey, name)
        await expect(heading).toHaveText(answer)
        await expect(page).toHaveTitle(`${title} · ${brand.name}`)
      }
      for (const [section, link, address] of beyond) {
        await follow(page, journey, section)
        await page.getByRole('main').getByRole('link', { name: link }).first().click()
        await expect(page).toHaveURL(address)
        await expect(heading).toBeVisible()
      }
      // From the bill that stands to its days, and on to the quarter-hours of one.
      await page.locator('a[href$="/days"]').click()
      await expect(page).toHaveURL(/\/invoices\/inv_\w+\/days$/)
      await page.getByRole('row').nth(1).getByRole('link').click()
      await expect(page).toHaveURL(/\/days\/\d{4}-\d\d-\d\d$/)
      expect(await page.getByRole('row').count()).toBeGreaterThan(90)
      for (const [name, title] of legal) {
        await page.getByRole('contentinfo').getByRole('link', { name }).click()
        await expect(heading).toHaveText(title)
      }
    })
  })
}

test('whoever has no contract yet lands at the checkout, by code as by link', async ({ page }) => {
  const { email } = await createNewcomer(null)
  await page.goto(`${SONNWERK.origin}/invoices`)
  await enterCode(page, await askForCode(page, email))
  await expect(page).toHaveURL(`${SONNWERK.origin}/start`)
  await expect(page.getByRole('button', { name: 'Konto und Einstellungen von Nora Neubau' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Bereiche' })).toHaveCount(0)
})

/** By the navigation, on a phone through what lies behind "more". */
async function follow(page: Page, { sections, more, pages }: Journey, name: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name: sections })
  const button = navigation.getByRole('button', { name: more })
  const isInBar = pages.slice(0, 4).some(([each]) => each === name)
  if (!isInBar && (await button.isVisible())) await button.click()
  await navigation.getByRole('link', { name, exact: true }).click()
  await expect(navigation.locator('[aria-current="page"]')).toHaveText(name)
}
