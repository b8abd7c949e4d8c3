import {
  CHECKOUT,
  expectAccessible,
  fillMoveIn,
  fillPerson,
  fillPlace,
  goOn,
  newEmail,
  orderButton,
  payByTransfer,
  test,
} from './support/checkout.ts'
import { expect } from './support/test.ts'

test('what § 312j BGB wants stands directly above the button, and nothing is ticked in advance', async ({
  page,
}) => {
  test.setTimeout(60_000)
  await page.goto(`${CHECKOUT}/?zip=10115&usage=2500`)
  const [, monthly = ''] = /([\d.,]+\s€)/.exec(await page.locator('.figure').first().innerText()) ?? []
  await goOn(page, 'Weiter zum Lieferort', '/place')
  await fillPlace(page)
  await fillMoveIn(page)
  await fillPerson(page, newEmail())
  await payByTransfer(page)
  await expectAccessible(page)

  const button = orderButton(page)
  expect(await button.evaluate((element) => element.textContent)).toBe('zahlungspflichtig bestellen')
  const above = await button.evaluate((element) => {
    const list = element.previousElementSibling
    const box = element.getBoundingClientRect()
    const before = list?.getBoundingClientRect()
    return {
      tag: list?.tagName,
      gap: before ? box.top - before.bottom : -1,
      left: before ? box.left - before.left : -1,
      rows: [...(list?.querySelectorAll(':scope > div') ?? [])].map((row) => [
        row.querySelector('dt')?.textContent,
        row.querySelector('dd')?.textContent?.replaceAll('\u00A0', ' '),
      ]),
    }
  })
  expect(above.tag).toBe('DL')
  expect(above.gap).toBeGreaterThanOrEqual(0)
  expect(above.gap).toBeLessThan(40)
  expect(Math.abs(above.left)).toBeLessThan(2)
  expect(above.rows).toEqual([
    [
      'Sie bestellen',
      'Strom für Invalidenstraße 12, 10115 Berlin, Sonnwerk Dynamisch, 2.500 kWh im Jahr (geschätzt), einschließlich Netz und Messung',
    ],
    [
      'Gesamtpreis',
      `voraussichtlich ${monthly.replace('\u00A0', ' ')} im Monat, mit Umsatzsteuer, bei 208 kWh im Monat`,
    ],
    [
      'Arbeitspreis',
      expect.stringMatching(
        /^\(Börsenpreis \+ \d+,\d{3} ct\) × 1,19; im Mittel der letzten zwölf Monate \d+,\d\d ct\/kWh, mit Umsatzsteuer$/,
      ),
    ],
    ['Grundpreis', expect.stringMatching(/^\d+,\d\d € im Monat, mit Netz, Messung und Umsatzsteuer$/)],
    [
      'Beginn',
      expect.stringMatching(/^\d+\. \S+ \d{4}; \d+\. \S+ \d{4}, wenn Sie den früheren Beginn verlangen$/),
    ],
    ['Laufzeit', 'unbefristet, ohne Mindestlaufzeit'],
    ['Kündigungsfrist', '30 Tage, jederzeit'],
  ])
  await expect(page.getByRole('checkbox')).toHaveCount(1)
  await expect(page.getByRole('checkbox')).not.toBeChecked()
  await expect(page.getByRole('radio')).toHaveCount(0)
  await expect(page.locator('form').filter({ has: button }).getByRole('button')).toHaveCount(1)
})
