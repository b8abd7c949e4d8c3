import { renderInvoicePdf } from '../src/documents/invoice-pdf.ts'
import { testInvoice } from '../src/documents/test-invoices.ts'
import type { BenchContext, Row, Section } from './section.ts'

const FILES = 200
const WARM_UP = 20
const LIMIT_MS = 150

/** How long one invoice takes to become a PDF: the first one of a process, then 200 more, private and company in turns. */
export async function documents({ say }: BenchContext): Promise<Section> {
  const household = testInvoice()
  const company = testInvoice(undefined, {
    customer: { ...household.customer, kind: 'company', name: 'Dilek Yıldız GmbH', vatId: 'DE136695976' },
    yearlyUse: null,
  })
  const started = performance.now()
  const first = await renderInvoicePdf(household, 'de')
  const firstMs = performance.now() - started
  for (let index = 0; index < WARM_UP; index += 1) await renderInvoicePdf(company, 'en')
  say(`Rendering ${FILES} invoices`)
  const times: number[] = []
  for (let index = 0; index < FILES; index += 1) {
    const begun = performance.now()
    await renderInvoicePdf(index % 2 === 0 ? household : company, 'de')
    times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  const [medianMs, p95Ms] = [at(0.5), at(0.95)]
  const limited = (what: string, milliseconds: number): Row => ({
    what,
    figure: `${milliseconds.toFixed(0)} ms`,
    limit: `at most ${LIMIT_MS} ms`,
    within: milliseconds <= LIMIT_MS,
  })
  return {
    title: 'Invoices as PDF',
    rows: [
      limited(`one invoice, median of ${FILES}`, medianMs),
      { what: `one invoice, 95 of 100 of ${FILES}`, figure: `${p95Ms.toFixed(0)} ms` },
      { what: 'the first one of a process', figure: `${firstMs.toFixed(0)} ms` },
      { what: 'size of a household’s', figure: `${Math.round(first.length / 1000)} kB` },
    ],
    json: { medianMs, p95Ms, firstMs, bytes: first.length },
  }
}
