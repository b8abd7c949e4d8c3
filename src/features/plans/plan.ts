import { z } from 'zod'
import { line } from '../../domain/text.ts'

/** Names that would shadow a host of our own or of the operator's. */
const RESERVED_SLUGS = new Set(['www', 'api', 'admin', 'mail', 'checkout', 'portal', 'demo'])

export const planSlug = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'Use lower-case letters, digits and dashes; it becomes part of a host name.',
  )
  .refine((slug) => !RESERVED_SLUGS.has(slug), { error: 'This name is reserved.' })

const cents = z.int().min(0).max(100_000)
const microEurPerKwh = z.int().min(-1_000_000).max(5_000_000)

/** Prices are integers: cents gross a month for the base fee, millionths of a euro net per kWh for the rest. */
export const insertPlan = z
  .object({
    slug: planSlug,
    name: line(200),
    description: z.string().max(2000).default(''),
    type: z.enum(['consumption', 'feed_in']).default('consumption'),
    tariff: z.enum(['dynamic', 'fixed']).default('dynamic'),
    baseFeeCents: cents.default(0),
    markupMicroEurPerKwh: microEurPerKwh.default(0),
    workingPriceMicroEurPerKwh: microEurPerKwh.optional(),
    feedInMicroEurPerKwh: microEurPerKwh.optional(),
    noticeDays: z.int().min(0).max(366).default(30),
  })
  .superRefine((plan, check) => {
    const price = plan.type === 'feed_in' ? 'feedInMicroEurPerKwh' : 'workingPriceMicroEurPerKwh'
    if (plan.tariff === 'fixed' && plan[price] === undefined) {
      check.addIssue({ code: 'custom', path: [price], message: 'A fixed tariff needs its price per kWh.' })
    }
    if (
      plan.tariff === 'dynamic' &&
      (plan.workingPriceMicroEurPerKwh ?? plan.feedInMicroEurPerKwh) !== undefined
    ) {
      check.addIssue({
        code: 'custom',
        path: [price],
        message: 'A dynamic tariff follows the exchange price; it has no price of its own.',
      })
    }
  })
export type InsertPlan = z.input<typeof insertPlan>

const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'Write a host name like strom.example.com.')

/** The settings of a plan's hosted portal; an absent field stays as it is. */
export const updatePortal = z.object({
  portalEnabled: z.boolean().optional(),
  checkoutEnabled: z.boolean().optional(),
  customDomain: hostName.nullable().optional(),
  frameAncestors: z
    .array(z.url({ protocol: /^https$/ }).transform((url) => new URL(url).origin))
    .max(20)
    .optional(),
  linkTtlSeconds: z.int().min(60).max(900).optional(),
  sessionIdleSeconds: z.int().min(300).max(7_776_000).optional(),
  sessionMaxSeconds: z.int().min(300).max(31_536_000).optional(),
  customerMails: z.boolean().optional(),
  redirectUrl: z
    .url({ protocol: /^https?$/, error: 'Write an address like https://www.example.com/thanks.' })
    .max(2000)
    .nullable()
    .optional(),
})
export type UpdatePortal = z.input<typeof updatePortal>
