import { expect, it } from 'vitest'
import type { DocumentReading } from './invoice-model.ts'
import { renderInvoicePdf } from './invoice-pdf.ts'
import { OCTOBER, testInvoice, usageLines } from './test-invoices.ts'
import { readPdf } from './test-pdf.ts'

it('emphasises an estimate with its reason and what it rests on (§ 40a EnWG)', async () => {
  const meter = {
    ...testInvoice().meter!,
    meterType: 'analog' as const,
    days: { final: 20, preliminary: 0, substitute: 0, estimated: 11 },
    start: { day: '2025-10-01', valueWh: 10_000_000, obtained: 'grid_reading' } as const,
    end: { day: '2025-11-01', valueWh: 10_298_123, obtained: 'reckoned' } as const,
  }
  const { text } = await readPdf(await renderInvoicePdf(testInvoice(usageLines(), { meter }), 'de'))
  expect(text).toContain('Achtung: Diese Rechnung enthält geschätzte Werte.')
  expect(text).toContain('Für 11 Tage lagen uns keine Messwerte vor.')
  expect(text).toContain('Standardlastprofil H25')
  expect(text).toContain('Stand am 1. Oktober 2025 Ablesung des Netz- oder Messstellenbetreibers 10.000 kWh')
  expect(text).toContain('Stand am 1. November 2025 rechnerisch ermittelt 10.298,1 kWh')
})

it('shows a register between the two ends, says that it is estimated, and what parts use on a day without one', async () => {
  const parted = [
    ...usageLines({ ...OCTOBER, to: '2025-10-16' }),
    ...usageLines({ ...OCTOBER, from: '2025-10-16' }),
  ]
  const bill = async (between: DocumentReading[]) => {
    const meter = { ...testInvoice().meter!, meterType: 'analog' as const, between }
    return (await readPdf(await renderInvoicePdf(testInvoice(parted, { meter }), 'de'))).text
  }
  const spread = /an dem nicht abgelesen wurde, ist Ihr Verbrauch nach dem Standardlastprofil H25/
  const unread = await bill([])
  expect(unread).toMatch(spread)
  expect(unread).not.toContain('geschätzte Werte')
  const read = { day: '2025-10-16', valueWh: 10_150_000, obtained: 'grid_estimation' } as const
  const estimated = await bill([read])
  expect(estimated).toContain('Achtung: Diese Rechnung enthält geschätzte Werte.')
  expect(estimated).toContain('Der Zählerstand am 16. Oktober 2025 ist vom Netzbetreiber geschätzt')
  expect(estimated).toContain('Stand am 16. Oktober 2025 Schätzung des Netzbetreibers 10.150 kWh')
  expect(estimated).not.toMatch(spread)
  const known = await bill([{ ...read, obtained: 'customer_report' }])
  expect(known).toContain('Stand am 16. Oktober 2025 Ablesung durch Sie 10.150 kWh')
  expect(known).not.toContain('geschätzt')
})
