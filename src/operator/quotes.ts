import { Command } from 'commander'
import type { QuotePart } from '../domain/quote.ts'
import { createMeanExchangePrice } from '../features/quotes/mean-exchange-price.ts'
import { type Quote, quotePlan, quoteRequest } from '../features/quotes/quote-plan.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolvePlan } from './lookups.ts'
import type { Output, Row } from './output.ts'
import { formatCentPerKwh, formatEuro, parseWhole } from './units.ts'

interface QuoteOptions {
  plan?: string
  zip?: string
  place?: string
  usage?: string
  meter?: string
  module1?: boolean
  module2?: boolean
  module3?: boolean
}

export function quotesCommand(deps: OperatorDeps, output: Output): Command {
  const quotes = new Command('quotes').description('what a plan would cost a month at a place')

  quotes
    .command('show')
    .description('quote a plan with all parts, as the checkout does')
    .option('--plan <slug or id>', 'the plan (required)')
    .option('--zip <postal code>', 'where the electricity is used (required)')
    .option('--place <name>', 'needed where the postal code has places on different grids')
    .option('--usage <kWh>', 'a year, 100 to 50000 (required)')
    .option('--meter <type>', 'analog or smart', 'analog')
    .option('--module-1', '§ 14a EnWG module 1')
    .option('--module-2', '§ 14a EnWG module 2')
    .option('--module-3', '§ 14a EnWG module 3')
    .action(async (options: QuoteOptions) => {
      const input = new Input()
      const reference = input.required('--plan', options.plan)
      input.required('--zip', options.zip)
      const kwh = input.read('--usage', input.required('--usage', options.usage) || undefined, parseWhole)
      const request = input.check(
        quoteRequest,
        {
          zip: options.zip,
          place: options.place,
          annualWh: kwh === undefined ? undefined : kwh * 1000,
          meterType: options.meter,
          module1: options.module1,
          module2: options.module2,
          module3: options.module3,
        },
        (path) => ({ flag: FLAGS[path] ?? `--${path}`, show: (energyWh) => `${energyWh / 1000} kWh` }),
      )
      input.done()
      if (!request) return
      const db = await deps.database()
      const plan = await resolvePlan(db, reference)
      const quoteDeps = { db, meanExchangePrice: createMeanExchangePrice() }
      const quote = await quotePlan(quoteDeps, plan.organizationId, plan.id, request, deps.now())
      output.one(quote, rowsOf(quote))
    })

  return quotes
}

const FLAGS: Record<string, string> = {
  annualWh: '--usage',
  meterType: '--meter',
  module1: '--module-1',
  module2: '--module-2',
  module3: '--module-3',
}

const rowsOf = ({ plan, area, exchangePrice, amountCents, base, variable }: Quote): Row[] => [
  ['Plan', plan.name],
  ['Place', `${area.zip} ${area.place}`],
  ['Monthly total', `${formatEuro(amountCents)} with VAT`],
  ['Base price', formatEuro(base.amountCents)],
  ...base.parts.map(partRow),
  [
    'Working price',
    `${formatEuro(variable.amountCents)} at ${formatCentPerKwh(variable.unitMicroEurPerKwh)}`,
  ],
  ...variable.parts.map(partRow),
  ...(exchangePrice
    ? [
        [
          'Exchange price',
          `${formatCentPerKwh(exchangePrice.microEurPerKwh)} net, the mean of ${exchangePrice.from} to ${exchangePrice.to} weighted by H25`,
        ] as const,
      ]
    : []),
]

const partRow = ({ kind, amountCents }: QuotePart): Row => [`  ${kind}`, formatEuro(amountCents)]
