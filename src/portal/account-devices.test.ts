import { beforeAll, describe, expect, it } from 'vitest'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { createI18n } from '../ui/i18n.ts'
import { deviceInWords } from './account-device.ts'
import { type AccountPortal, createAccountPortal } from './test-account.ts'

let portal: AccountPortal
beforeAll(async () => {
  portal = await createAccountPortal()
}, 60_000)

describe('signed-in devices', () => {
  const isIn = async (browser: { get: (path: string) => Promise<Response> }) =>
    (await browser.get('/account')).status === 200
  const idOf = async (name: string, nth: number) => {
    const rows = await portal.db
      .selectFrom('sessions')
      .select('id')
      .where('customer_id', '=', await portal.customerId(name))
      .where('ended_at', 'is', null)
      .orderBy('created_at')
      .execute()
    return rows.at(nth)!.id
  }

  it('any one is ended at once, all others at once, this one too', async () => {
    const first = await portal.signIn('anna')
    const second = await portal.signIn('anna')
    const third = await portal.signIn('anna')
    const { html, text } = await seen(await third.browser.get('/account'))
    expect(text.match(/Unbekanntes Gerät/g)).toHaveLength(3)
    expect(text.match(/dieses Gerät/g)).toHaveLength(1)
    const csrf = hiddenField(html, 'csrf')
    const session = await idOf('anna', 0)
    for (let times = 0; times < 2; times += 1)
      expect((await third.browser.post('/account/sessions/end', { csrf, session })).status).toBe(303)
    expect([await isIn(first.browser), await isIn(second.browser), await isIn(third.browser)]).toEqual([
      false,
      true,
      true,
    ])
    expect((await first.browser.get('/account')).headers.get('location')).toBe('/login?next=%2Faccount')

    const others = await third.browser.post('/account/sessions/end-others', { csrf })
    expect(others.headers.get('location')).toBe('/account?done=others#devices')
    const again = await third.browser.post('/account/sessions/end-others', { csrf })
    expect(again.headers.get('location')).toBe('/account?done=none#devices')
    expect([await isIn(second.browser), await isIn(third.browser)]).toEqual([false, true])
    expect(await portal.audits('anna', 'session.ended')).toHaveLength(2)

    const own = await third.browser.post('/account/sessions/end', { csrf, session: await idOf('anna', 0) })
    expect(own.headers.get('location')).toBe('/logout')
    expect(await isIn(third.browser)).toBe(false)
  })

  it('another customer’s session is not there', async () => {
    const bernd = await portal.signIn('bernd')
    const { browser, csrf } = await portal.open('frida')
    for (const session of [await idOf('bernd', -1), 'ses_00000000000000000000000000', '', '\u0000'])
      expect((await browser.post('/account/sessions/end', { csrf, session })).status).toBe(404)
    const forged = { csrf: '', session: await idOf('frida', -1) }
    expect((await browser.post('/account/sessions/end', forged)).status).toBe(403)
    await browser.post('/account/sessions/end-others', { csrf })
    expect(await isIn(bernd.browser)).toBe(true)
  })

  it('are named in words, or honestly not', () => {
    const t = createI18n()('de')
    const cases = [
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
        'Edge auf Windows',
      ],
      [
        'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
        'Chrome auf Android',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
        'Safari auf iPhone',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1',
        'Chrome auf iPhone',
      ],
      [
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0',
        'Firefox auf macOS',
      ],
      ['curl/8.5.0', 'Unbekanntes Gerät'],
      [null, 'Unbekanntes Gerät'],
    ] as const
    for (const [agent, words] of cases) expect(deviceInWords(t, agent)).toBe(words)
  })
})
