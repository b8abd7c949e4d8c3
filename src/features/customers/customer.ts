import { z } from 'zod'
import { emailAddress, line } from '../../domain/text.ts'

const common = {
  first_name: line(100),
  last_name: line(100),
  email: emailAddress,
  vat_id: z.string().trim().min(1).max(20).optional(),
}

export const insertCustomer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person'), ...common }),
  z.object({ type: z.literal('company'), company_name: line(100), ...common }),
])

/** The wire's customer plus what only we know: the partner's own id, the plan that opens for it, its language. */
export type InsertCustomer = z.input<typeof insertCustomer> & {
  planSlug: string
  externalId?: string
  locale?: 'de' | 'en'
}

export const externalId = line(200)
