import { portal } from './support/addresses.ts'
import { CALLBACK, registerApp } from './support/apps.ts'
import { askForCode, enterCode } from './support/code-sign-in.ts'
import { expect, test } from './support/test.ts'
import { createNewcomer } from './support/world.ts'

const SONNWERK = portal('sonnwerk')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an app asks: sign in, read what for, allow; see it in the account, and end it', async ({
      page,
    }) => {
      const [app, customer] = await Promise.all([
        registerApp('sonnwerk'),
        createNewcomer({ startsInDays: 14 }),
      ])
      await page.goto(app.start)
      await expect(page).toHaveURL(`${SONNWERK}/login?next=%2Foauth%2Fconsent`)
      await enterCode(page, await askForCode(page, customer.email))

      await expect(page).toHaveURL(`${SONNWERK}/oauth/consent`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        `Darf ${app.name} Ihre Energiedaten lesen?`,
      )
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6)
      await expect(page.getByRole('main')).toContainText(`${customer.name}, ${customer.email}`)
      await page.getByRole('button', { name: 'Erlauben' }).click()

      await expect(page).toHaveURL((url) => url.href.startsWith(`${CALLBACK}?code=`))
      expect(new URL(page.url()).searchParams.get('state')).toBe('from the app')
      const token = await app.tokenFor(page.url())
      const seen = await app.read(token, '/customers')
      expect(JSON.parse(seen.text)).toMatchObject({ items: [{ email: customer.email }] })

      await page.goto(`${SONNWERK}/account`)
      const apps = page.locator('#apps')
      await expect(apps.getByRole('listitem')).toContainText(app.name)
      await apps.getByRole('button', { name: `Zugriff von ${app.name} beenden` }).click()
      await expect(page.getByRole('status')).toContainText('Der Zugriff ist beendet.')
      await expect(apps).toContainText('Keine andere App darf Ihre Daten sehen.')
      await expect.poll(async () => (await app.read(token, '/customers')).status, { timeout: 8000 }).toBe(401)
    })

    test('whoever refuses goes back to the app, which learns no more than that', async ({ page }) => {
      const [app, customer] = await Promise.all([registerApp('sonnwerk'), createNewcomer(null)])
      await page.goto(app.start)
      await enterCode(page, await askForCode(page, customer.email))
      await page.getByRole('button', { name: 'English' }).click()
      await expect(page).toHaveURL(`${SONNWERK}/oauth/consent`)
      await page.getByRole('button', { name: 'Refuse' }).click()
      await expect(page).toHaveURL((url) => url.searchParams.get('error') === 'access_denied')
      expect([...new URL(page.url()).searchParams.keys()].toSorted()).toEqual([
        'error',
        'error_description',
        'iss',
        'state',
      ])
      // Going back, there is nothing left to answer.
      const response = await page.goto(`${SONNWERK}/oauth/consent`)
      expect(response?.status()).toBe(400)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'This request is not valid, or not any more.',
      )
    })
  })
}
