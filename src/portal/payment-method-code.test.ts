import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import {
  createPaymentPortal,
  NEW_IBAN,
  newAccount,
  openForm,
  type PaymentPortal,
} from './test-payment-forms.ts'

let portal: PaymentPortal
beforeAll(async () => {
  portal = await createPaymentPortal()
  return () => portal.close()
}, 60_000)

describe('a sign-in older than 15 minutes', () => {
  const STALE = 'PT15M1S'

  it('is renewed by a code, and what was typed is still there', async () => {
    const { browser } = await portal.signIn('dilek', {
      flow: 'payment_method',
      returnUrl: 'http://localhost:4001/',
    })
    const form = await openForm(browser, '/payment-method/change')
    expect(form.text).toContain('Von welchem Konto dürfen wir abbuchen?')
    await portal.age('dilek', 'PT14M50S')
    expect((await openForm(browser, '/payment-method/change')).text).toContain('Von welchem Konto')

    await portal.age('dilek', STALE)
    const asked = await seen(
      await browser.post('/payment-method/change', { ...form.fields, ...newAccount, holder: 'Dilek Yıldız' }),
    )
    expect(asked.text).toContain('Sind Sie es wirklich?')
    expect(asked.text).toContain('Was Sie eingetragen haben, bleibt erhalten.')
    expect(asked.html).not.toMatch(/3704|Dilek Yıldız"/)
    const sealed = hiddenField(asked.html, 'sealed')
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('3704')

    const request = { ...form.fields, step: 'change', sealed }
    const sent = await seen(await browser.post('/payment-method/code', request))
    expect(sent.text).toContain('Wir haben einen Code an dilek@example.com geschickt.')
    await vi.waitFor(() => expect(portal.mailsTo('dilek@example.com')).toHaveLength(1), { timeout: 5_000 })
    const code = /\d{6}/.exec(portal.mailsTo('dilek@example.com')[0]?.subject ?? '')?.[0] ?? ''
    // Asked for again within a minute: the code that is on its way stays good.
    await browser.post('/payment-method/code', request)

    const wrong = await seen(
      await browser.post('/payment-method/code/check', {
        ...request,
        code: String((Number(code) + 1) % 1_000_000).padStart(6, '0'),
      }),
    )
    expect([wrong.status, hiddenField(wrong.html, 'sealed')]).toEqual([422, sealed])
    expect(wrong.text).toContain('Der Code stimmt nicht. Sie haben noch 4 Versuche.')

    const back = await seen(await browser.post('/payment-method/code/check', { ...request, code }))
    expect(back.status).toBe(200)
    expect(back.html).toContain(`value="${NEW_IBAN}"`)
    expect(back.html).toContain('value="Dilek Yıldız"')
    // The way back and the task come along into the new session.
    expect(back.html).toContain('class="back" href="http://localhost:4001/"')
    expect(back.html).not.toContain('class="nav"')
    const fields = {
      ...request,
      csrf: hiddenField(back.html, 'csrf'),
      replaces: hiddenField(back.html, 'replaces'),
    }
    const saved = await browser.post('/payment-method/change', { ...fields, ...newAccount })
    expect(saved.headers.get('location')).toMatch(/&changed=pm_/)
    expect(portal.mailsTo('dilek@example.com').filter(({ subject }) => /Code/.test(subject))).toHaveLength(1)
  })

  it('opens no form, and changes nothing, without the code', async () => {
    const { browser } = await portal.signIn('bernd')
    const { fields } = await openForm(browser, '/payment-method/change')
    await portal.age('bernd', STALE)
    const before = await portal.methods()
    for (const step of ['change', 'transfer']) {
      expect((await openForm(browser, `/payment-method/${step}`)).text).toContain('Sind Sie es wirklich?')
    }
    await browser.post('/payment-method/change', { ...fields, ...newAccount, iban: 'DE02500105170137075030' })
    await browser.post('/payment-method/transfer', { ...fields, mandate: fields['replaces']! })
    expect(await portal.methods()).toEqual(before)
    for (const code of ['', '12', 'abcdef', '000000']) {
      const answer = await seen(
        await browser.post('/payment-method/code/check', { ...fields, step: 'change', code }),
      )
      expect(answer.text).toContain('Sind Sie es wirklich?')
      expect(answer.html).not.toContain('id="iban"')
    }
  })

  it('a code for somebody else’s address does not count, nor does what another customer sealed', async () => {
    const { browser } = await portal.signIn('bernd')
    const { fields } = await openForm(browser, '/payment-method/change')
    await portal.age('bernd', STALE)
    await browser.post('/login', { email: 'frida@example.com', csrf: fields['csrf']! })
    await vi.waitFor(() =>
      expect(portal.mailsTo('frida@example.com').some(({ subject }) => /^\d{6}/.test(subject))).toBe(true),
    )
    const code = /^\d{6}/.exec(portal.mailsTo('frida@example.com')[0]?.subject ?? '')?.[0] ?? ''
    expect(code).toHaveLength(6)
    const answer = await seen(
      await browser.post('/payment-method/code/check', { ...fields, step: 'change', code }),
    )
    expect(answer.text).toContain('bernd@example.com')
    expect((await seen(await browser.get('/payment-method'))).text).toContain('Bernd Winter')
  })
})
