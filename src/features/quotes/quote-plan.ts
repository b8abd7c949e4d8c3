import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import { notFound, unprocessable } from '../../domain/failure.ts'
import { meanGridPrice } from '../../domain/grid-fee-mean.ts'
import { moduleProblem } from '../../domain/grid-fee-modules.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { householdCalendar } from '../../domain/load-profile.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import { meteringClass } from '../../domain/metering-class.ts'
import { type QuoteAmounts, quoteAmounts } from '../../domain/quote.ts'
import { type ContractTerms, ratesOn } from '../../domain/tariff.ts'
import { findPlan, type Plan } from '../plans/queries.ts'
import { findGridArea } from '../tariffs/find-grid-area.ts'
import type { GridArea } from '../tariffs/grid-areas-csv.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import type { FindMeanExchangePrice, MeanExchangePrice } from './mean-exchange-price.ts'

/** The one area whose day-ahead prices apply in Germany and Luxembourg. */
export const MARKET_AREA = 'DE-LU'

export const quoteRequest = z.object({
  zip: z.string().regex(/^(?!00)\d{5}$/, 'A postal code has five digits.'),
  /** Needed where the postal code has places on different grids. */
  place: z.string().trim().min(1).max(100).optional(),
  annualWh: z
    .int()
    .min(100_000, 'The yearly use is at least 100 kWh.')
    .max(50_000_000, 'The yearly use is at most 50,000 kWh.'),
  meterType: z.enum(['analog', 'smart']).default('analog'),
  module1: z.boolean().default(false),
  module2: z.boolean().default(false),
  module3: z.boolean().default(false),
  taxExempt: z.boolean().default(false),
  /** The day whose prices are quoted; today unless given. */
  on: z.custom<Day>((value) => typeof value === 'string').optional(),
})
export type QuoteRequest = z.input<typeof quoteRequest>

export interface Quote extends QuoteAmounts {
  plan: Pick<Plan, 'id' | 'slug' | 'name' | 'type' | 'tariff'>
  area: GridArea
  /** On what the energy price of a dynamic tariff rests; null for a fixed one. */
  exchangePrice: MeanExchangePrice | null
  quotedAt: Temporal.Instant
}

export interface QuoteDeps {
  db: Db
  meanExchangePrice: FindMeanExchangePrice
}

/**
 * What a plan would cost a month at a place, with all parts. A dynamic tariff is quoted at the use-weighted mean of the
 * past year's exchange prices, whose days the quote names.
 *
 * @throws Failure NOT_FOUND for the plan; UNPROCESSABLE_ENTITY with `unserviceable_zip` or `ambiguous_place`, when modules
 *   exclude one another, or when prices for the place or the past are missing.
 */
export async function quotePlan(
  { db, meanExchangePrice }: QuoteDeps,
  organizationId: OrganizationId,
  planIdOrSlug: string,
  request: QuoteRequest,
  now: Temporal.Instant,
): Promise<Quote> {
  const asked = quoteRequest.parse(request)
  const day = asked.on ?? dayAt(now)
  const plan = await findPlan(db, organizationId, planIdOrSlug)
  if (!plan) throw notFound('Plan')
  const problem = moduleProblem(asked, asked.meterType)
  if (problem) throw unprocessable(problem.field, problem.message)
  const area = await findGridArea(db, asked, day)
  const terms = termsOf(plan, area, asked)
  const isDynamic = plan.tariff === 'dynamic'
  const [book, exchangePrice] = await Promise.all([
    loadRateBook(db, terms),
    isDynamic ? meanExchangePrice(db, MARKET_AREA, dayAt(now)) : null,
  ])
  if (isDynamic && !exchangePrice) {
    throw unprocessable('plan', 'There are not enough past prices to quote a dynamic tariff.')
  }
  const amounts = quoteAmounts({
    terms,
    rates: ratesOn(book, terms, day),
    annualWh: asked.annualWh,
    exchangeMicroEurPerKwh: exchangePrice?.microEurPerKwh ?? 0,
    gridMicroEurPerKwh: terms.module3 ? meanGridPrice(book, terms, householdCalendar(), day) : undefined,
    taxExempt: asked.taxExempt,
  })
  const { id, slug, name, type, tariff } = plan
  return { plan: { id, slug, name, type, tariff }, area, exchangePrice, quotedAt: now, ...amounts }
}

function termsOf(plan: Plan, area: GridArea, asked: z.output<typeof quoteRequest>): ContractTerms {
  const { module1, module2, module3 } = asked
  return {
    type: plan.type,
    tariff: plan.tariff,
    markupMicroEurPerKwh: plan.markupMicroEurPerKwh,
    workingPriceMicroEurPerKwh: plan.workingPriceMicroEurPerKwh,
    feedInMicroEurPerKwh: plan.feedInMicroEurPerKwh,
    baseFeeCents: plan.baseFeeCents,
    gridOperatorCode: area.gridOperatorCode,
    concessionClass: area.concessionClass,
    meteringClass: meteringClass({ type: asked.meterType, annualWh: asked.annualWh, module1, module2 }),
    module1,
    module2,
    module3,
  }
}
