import { describe, expect, it } from 'vitest'
import { draw } from '../../tests/support/view-gallery.tsx'
import { paidInvoice } from '../../tests/support/view-samples-invoices.ts'
import { sampleBrand, samplePage } from '../../tests/support/view-samples-page.ts'
import { SONNWERK_BRAND } from '../demo/brands.ts'
import { InvoiceView } from './invoice-view.tsx'
import type { InvoiceModel } from './invoices-view-model.ts'

const page = samplePage({
  brand: sampleBrand(SONNWERK_BRAND),
  locale: 'de',
  path: '/invoices/inv_1',
  signedIn: true,
})

type Changed = Partial<Omit<InvoiceModel, 'invoice'>> & { invoice?: Partial<InvoiceModel['invoice']> }

async function shown({ invoice, ...model }: Changed): Promise<string> {
  const merged = { ...paidInvoice, ...model, invoice: { ...paidInvoice.invoice, ...invoice } }
  const html = await draw(<InvoiceView page={page} model={merged} />)
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/\s+/g, ' ')
}

const other = { id: 'inv_2', number: 'A1-002' }

describe('an invoice that did not end with a payment', () => {
  it('that was cancelled names its cancellation, and what replaces it', async () => {
    const voided = await shown({ invoice: { status: 'voided' }, related: other })
    expect(voided).toMatch(/: storniert /)
    expect(voided).toContain('A1-002')
    const replaced = await shown({
      invoice: { status: 'voided' },
      related: other,
      correctedBy: { id: 'inv_3', number: 'A1-003' },
    })
    expect(replaced).toContain(': ersetzt durch Rechnung A1-003')
    expect(replaced).toMatch(/Ersetzt durch A1-003/)
    expect(await shown({ corrects: other })).toMatch(/Ersetzt A1-002/)
  })

  it('is a cancellation: offset where nothing was paid, else money that comes back by a day', async () => {
    const cancellation = { type: 'void', totalCents: -8850 } as const
    const offset = await shown({ invoice: { ...cancellation, status: 'paid', dueOn: null }, related: other })
    expect(offset).toContain('Storno der Rechnung A1-002')
    expect(offset).toContain('verrechnet')
    expect(offset).not.toContain('Guthaben')
    const payout = await shown({
      invoice: { ...cancellation, status: 'open', dueOn: '2025-12-24' },
      related: other,
    })
    expect(payout).toContain(
      'Storno der Rechnung A1-002: wir zahlen Ihnen 88,50 € bis 24. Dezember 2025 zurück',
    )
    expect(payout).toContain('Ihr Guthaben')
  })

  it('was given up, or is overdue', async () => {
    expect(await shown({ invoice: { status: 'uncollectible' } })).toMatch(/: ausgebucht/)
    expect(
      await shown({ today: '2025-12-05', paidOn: null, invoice: { status: 'open', dueOn: '2025-12-04' } }),
    ).toMatch(/: war am 4\. Dezember 2025 fällig .* überfällig/)
  })

  it('reckons the mean price of a settlement before instalments are taken off', async () => {
    // 500.00 EUR for 2,000 kWh, of which 100.00 EUR are left to pay
    const settled = await shown({ invoice: { totalCents: 10_000 }, usageCents: 50_000, usageWh: 2_000_000 })
    expect(settled).toContain('Ø Preis 25,0 ct/kWh')
  })
})
