import { beforeAll, describe, expect, it, vi } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
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

describe('/payment-method/change', () => {
  it('Bernd gives a mandate for another account: receipt on screen and by mail, the old one kept', async () => {
    const { browser } = await portal.signIn('bernd')
    const [contract] = await portal.contractsOf('bernd')
    const path = `/payment-method/change?subscription=${contract!.id}`
    const { text, html, fields } = await openForm(browser, path)
    expect(text).toContain('Von welchem Konto dürfen wir abbuchen?')
    expect(text).toContain('Bisher: Konto mit den Endziffern 0402.')
    expect(text).toContain('Ich ermächtige Sonnwerk GmbH, Zahlungen von meinem Konto mittels Lastschrift')
    expect(text).toContain('innerhalb von acht Wochen, beginnend mit dem Belastungsdatum')
    expect(text).not.toContain('Für welche Verträge')
    expect(html).toContain('/assets/payment-method.js')

    const count = (await portal.methods()).length
    const answers = await Promise.all([
      browser.post('/payment-method/change', { ...fields, ...newAccount }),
      browser.post('/payment-method/change', { ...fields, ...newAccount }),
    ])
    const [location, other] = answers.map((answer) => answer.headers.get('location'))
    expect(other).toBe(location)
    expect(location).toMatch(/^\/payment-method\?subscription=sub_\w+&changed=pm_\w+$/)
    expect(await portal.methods()).toHaveLength(count + 1)

    const receipt = await seen(await browser.get(location!))
    expect(receipt.text).toContain('Danke. Wir buchen künftig von Ihrem Konto mit den Endziffern 3000 ab.')
    expect(receipt.text).toMatch(
      /Mandatsreferenz H71KW30B-\w{6}, erteilt am 11\. Februar 2026 um 15:07 Uhr\./,
    )
    expect(receipt.text).toContain('Eine Bestätigung ist unterwegs an bernd@example.com.')
    expect(receipt.html).not.toContain('37040044')

    await vi.waitFor(() => expect(portal.mailsTo('bernd@example.com')).toHaveLength(1), { timeout: 5_000 })
    const mail = portal.mailsTo('bernd@example.com')[0]!
    expect(mail.subject).toBe('Ihr neues SEPA-Mandat bei Sonnwerk')
    expect(mail.text).toContain('Endziffern 3000')
    expect(mail.text).toContain('Gläubiger-ID: DE98ZZZ09999999999')
    expect(mail.text).toContain('Zugleich weise ich mein Kreditinstitut an')
    expect(mail.html).toContain('H71KW30B-')
    for (const part of [mail.text, mail.html ?? '']) expect(part.replace(/\s/g, '')).not.toContain('37040044')

    // The same form once more, minutes later: nothing is written, nothing is sent.
    const replayed = await browser.post('/payment-method/change', { ...fields, ...newAccount })
    expect(replayed.headers.get('location')).toBe(location)
    // An old form with another account does not undo what was changed since.
    const stale = await browser.post('/payment-method/change', {
      ...fields,
      ...newAccount,
      iban: 'DE02500105170137075030',
    })
    expect(stale.headers.get('location')).toMatch(/&meanwhile=1$/)
    expect((await seen(await browser.get(stale.headers.get('location')!))).text).toContain(
      'Das Konto wurde inzwischen an anderer Stelle geändert.',
    )
    expect(await portal.methods()).toHaveLength(count + 1)
    expect(portal.mailsTo('bernd@example.com')).toHaveLength(1)
  })

  it('gives bad input back with a sentence at its field, and writes nothing', async () => {
    const { browser } = await portal.signIn('bernd')
    const { fields } = await openForm(browser, '/payment-method/change')
    const before = await portal.methods()
    const cases: [Record<string, string>, string][] = [
      [{ iban: '' }, 'Bitte tragen Sie die IBAN ein.'],
      [
        { iban: 'DE89 3704 0044 0532 0130 0' },
        'Eine IBAN aus Deutschland hat 22 Zeichen. Eingegeben sind 21.',
      ],
      [{ iban: 'DE89 3704 0044 0532 0130 01' }, 'Diese IBAN gibt es nicht'],
      [{ iban: '1234' }, 'Eine IBAN beginnt mit zwei Buchstaben'],
      [{ iban: 'TR330006100519786457841326' }, 'In dieses Land reicht das Lastschriftverfahren nicht.'],
      [{ iban: `DE${'1'.repeat(5000)}` }, 'hat 22 Zeichen'],
      [{ iban: 'DE89370400440532013000' }, 'Dieses Konto ist schon hinterlegt.'],
      [{ iban: NEW_IBAN, holder: ' ' }, 'Bitte nennen Sie den Kontoinhaber.'],
      [{ iban: NEW_IBAN, holder: 'x'.repeat(90) }, 'höchstens 70 Zeichen'],
      [{ iban: NEW_IBAN, agree: '' }, 'Bitte setzen Sie den Haken'],
    ]
    for (const [wrong, sentence] of cases) {
      const answer = await seen(
        await browser.post('/payment-method/change', { ...fields, ...newAccount, ...wrong }),
      )
      expect([answer.status, wrong], sentence).toEqual([422, wrong])
      expect(answer.text).toContain(sentence)
      expect(answer.html).toMatch(/aria-invalid="true"/)
      expect(answer.html).toContain(`value="${(wrong['holder'] ?? 'Bernd Winter').slice(0, 140)}"`)
    }
    const nothing = await browser.post('/payment-method/change', {
      csrf: fields['csrf']!,
      subscription: fields['subscription']!,
    })
    expect(nothing.status).toBe(422)
    const typed = '<script>alert(1)</script>'
    const { html } = await seen(
      await browser.post('/payment-method/change', { ...fields, ...newAccount, iban: typed }),
    )
    expect(html).not.toContain(typed)
    expect(await portal.methods()).toEqual(before)
  })

  it('refuses forged posts and knows nobody else’s contracts', async () => {
    const { browser } = await portal.signIn('bernd')
    const { fields } = await openForm(browser, '/payment-method/change')
    const before = await portal.methods()
    const form = { ...fields, ...newAccount, iban: 'DE02500105170137075030' }
    expect((await browser.post('/payment-method/change', { ...form, csrf: '' })).status).toBe(403)
    expect(
      (await browser.post('/payment-method/change', form, { origin: 'https://evil.example' })).status,
    ).toBe(403)
    const [foreign] = await portal.contractsOf('anna')
    for (const subscription of [foreign!.id, 'sub_00000000000000000000000000', 'x', "' or 1=1"]) {
      for (const step of ['change', 'transfer']) {
        expect((await browser.post(`/payment-method/${step}`, { ...form, subscription })).status).toBe(404)
        const path = `/payment-method/${step}?subscription=${encodeURIComponent(subscription)}`
        expect((await browser.get(path)).status).toBe(404)
      }
      expect(
        (await browser.post('/payment-method/code', { ...form, subscription, step: 'change' })).status,
      ).toBe(404)
    }
    expect(await portal.methods()).toEqual(before)
  })

  it('Frida’s payout account comes without a mandate; her other contract is asked which ones it is for', async () => {
    const contracts = await portal.contractsOf('frida')
    const [feedIn, house] = (['feed_in', 'consumption'] as const).map((type) =>
      contracts.find((contract) => contract.type === type)!,
    )
    const { browser } = await portal.signIn('frida')
    const path = (id: string) => `/payment-method/change?subscription=${id}`
    const payout = await openForm(browser, path(feedIn!.id))
    expect(payout.text).toContain('Auf welches Konto sollen wir zahlen?')
    expect(payout.text).not.toMatch(/Mandat|abbuchen|Für welche Verträge/)
    const saved = await browser.post('/payment-method/change', {
      ...payout.fields,
      holder: 'Frida Sonne',
      iban: 'DE02500105170137075030',
      scope: 'all',
    })
    const receipt = await seen(await browser.get(saved.headers.get('location')!))
    expect(receipt.text).toContain('Danke. Wir zahlen künftig auf Ihr Konto mit den Endziffern 5030 aus.')
    expect(receipt.text).not.toMatch(/Mandatsreferenz/)
    expect((await browser.get(`/payment-method/transfer?subscription=${feedIn!.id}`)).status).toBe(303)

    const all = await openForm(browser, path(house!.id))
    expect(all.text).toContain('Für alle meine laufenden Verträge (2)')
    await browser.post('/payment-method/change', {
      ...all.fields,
      holder: 'Frida Sonne',
      iban: 'DE02100500000054540402',
      agree: '1',
      scope: 'all',
    })
    const used = await portal.db
      .selectFrom('subscriptions as s')
      .innerJoin('payment_methods as pm', 'pm.id', 's.payment_method_id')
      .select('pm.iban')
      .where('s.customer_id', '=', await portal.customerId('frida'))
      .execute()
    expect(used.map(({ iban }) => iban)).toEqual(['DE02100500000054540402', 'DE02100500000054540402'])
  })

  it('an ended contract changes nothing any more', async () => {
    const { browser } = await portal.signIn('gero')
    expect((await browser.get('/payment-method/change')).headers.get('location')).toMatch(
      /^\/payment-method\?subscription=/,
    )
  })
})

describe('/payment-method/transfer', () => {
  it('says what ends, ends it once, and names the account to transfer to', async () => {
    const { browser } = await portal.signIn('anna')
    const { text, fields } = await openForm(browser, '/payment-method/transfer')
    expect(text).toContain('Das SEPA-Mandat für Ihr Konto mit den Endziffern 2051 endet dann sofort.')
    expect(text).toContain('Wir buchen für diesen Vertrag nichts mehr ab, auch keine offenen Beträge.')
    const answers = await Promise.all([
      browser.post('/payment-method/transfer', fields),
      browser.post('/payment-method/transfer', fields),
    ])
    const locations = answers.map((answer) => answer.headers.get('location'))
    expect(locations[0]).toMatch(/&ended=1$/)
    expect(locations[1]).toBe(locations[0])
    const receipt = await seen(await browser.get(locations[0]!))
    expect(receipt.text).toContain('Die Lastschrift ist beendet. Sie überweisen ab jetzt selbst.')
    expect(receipt.text).toContain('Empfänger Sonnwerk GmbH IBAN DE02 1005 0000 0054 5404 02')
    await vi.waitFor(() => expect(portal.mailsTo('anna@example.com')).toHaveLength(1), { timeout: 5_000 })
    const mail = portal.mailsTo('anna@example.com')[0]
    expect(mail?.subject).toBe('Ihr SEPA-Mandat bei Sonnwerk ist beendet')
    const account = /Empfänger: Sonnwerk GmbH\s+IBAN: DE02\s1005\s0000\s0054\s5404\s02\s/
    expect(mail?.text).toMatch(account)
    expect(mail?.html?.replace(/<[^>]+>/g, '\n')).toMatch(/Empfänger:\s+Sonnwerk GmbH\s+IBAN:\s+DE02/)
  })
})
