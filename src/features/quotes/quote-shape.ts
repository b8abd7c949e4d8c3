import { z } from '@hono/zod-openapi'
import { de } from '../../documents/invoice-texts.de.ts'
import { MICRO_PER_CENT } from '../../domain/money.ts'
import type { QuoteAmounts, QuotePart } from '../../domain/quote.ts'
import { type Quote, quoteRequest, type QuoteRequest } from './quote-plan.ts'

const CENTS_PER_EUR = 100
const MICRO_PER_EUR = CENTS_PER_EUR * MICRO_PER_CENT
const WH_PER_KWH = 1000

/** A yes or no in a query; absent or without a value it is a no. */
const flag = z.preprocess(
  (text) => (text === 'true' ? true : text === 'false' || text === '' ? false : text),
  z.boolean().nullable().default(false),
)

/** What is asked of a quote, as it stands in the query. */
export const quoteQuery = z.object({
  zip_code: quoteRequest.shape.zip,
  place: quoteRequest.shape.place.openapi({
    description:
      'Needed where the postal code has places on different grids: an answer at this field names them.',
  }),
  usage: z.coerce.number().min(100).max(50_000).openapi({ description: 'kWh a year.' }),
  meter_type: quoteRequest.shape.meterType,
  '14a_module_1': flag,
  '14a_module_2': flag,
  is_tax_exempt: flag,
})

export const toQuoteRequest = (query: z.output<typeof quoteQuery>): QuoteRequest => ({
  zip: query.zip_code,
  place: query.place,
  annualWh: Math.round(query.usage * WH_PER_KWH),
  meterType: query.meter_type,
  module1: query['14a_module_1'] ?? false,
  module2: query['14a_module_2'] ?? false,
  taxExempt: query.is_tax_exempt ?? false,
})

/** The parameter by which the API knows a field of {@link quoteRequest}. */
export const QUOTE_PARAMETERS: Readonly<Record<string, string>> = {
  module1: '14a_module_1',
  module2: '14a_module_2',
}

const subcomponentShape = z
  .object({
    subgroup: z.enum(['fee', 'grid', 'metering', 'energy', 'levies']),
    name: z.string().openapi({ description: 'As the line of a bill is named.' }),
    amount: z.number(),
  })
  .openapi('QuoteSubcomponent')

const componentShape = z
  .object({
    group: z.enum(['base', 'variable']),
    amount: z.number(),
    quantity: z.number().openapi({ description: 'One month, or a twelfth of the year’s use in kWh.' }),
    quantity_unit: z.enum(['month', 'kWh']),
    unit_amount: z
      .number()
      .openapi({ description: 'EUR for one quantity_unit; times quantity, to the cent, it is amount.' }),
    subcomponents: z.array(subcomponentShape),
  })
  .openapi('QuoteComponent')

/** A quote on the wire: EUR a month, including VAT. */
export const quoteShape = z
  .object({
    object: z.literal('quote'),
    amount: z.number(),
    currency: z.literal('EUR'),
    components: z.array(componentShape),
    quoted_at: z.iso.datetime(),
  })
  .openapi('Quote')

export const toQuoteShape = ({
  amountCents,
  base,
  variable,
  quotedAt,
}: Quote): z.output<typeof quoteShape> => ({
  object: 'quote',
  amount: eur(amountCents),
  currency: 'EUR',
  components: [toBase(base), toVariable(variable)],
  quoted_at: quotedAt.toString(),
})

const toBase = ({ amountCents, parts }: QuoteAmounts['base']) => ({
  group: 'base' as const,
  amount: eur(amountCents),
  quantity: 1,
  quantity_unit: 'month' as const,
  unit_amount: eur(amountCents),
  subcomponents: parts.map(toSubcomponent),
})

const toVariable = ({ amountCents, energyWh, unitMicroEurPerKwh, parts }: QuoteAmounts['variable']) => ({
  group: 'variable' as const,
  amount: eur(amountCents),
  quantity: energyWh / WH_PER_KWH,
  quantity_unit: 'kWh' as const,
  unit_amount: unitMicroEurPerKwh / MICRO_PER_EUR,
  subcomponents: parts.map(toSubcomponent),
})

const toSubcomponent = ({ subgroup, kind, amountCents }: QuotePart) => ({
  subgroup,
  name: de.lines.names[kind],
  amount: eur(amountCents),
})

const eur = (cents: number): number => cents / CENTS_PER_EUR
