import { z } from 'zod'
import { line } from '../../domain/text.ts'
import { safeNextPath } from './next-path.ts'

export const FLOWS = ['meter_reading', 'payment_method', 'invoice'] as const
export type Flow = (typeof FLOWS)[number]

/** Where a flow begins when the link names no `next` of its own. */
export const FLOW_LANDING: Record<Flow, string> = {
  meter_reading: '/meter-readings',
  payment_method: '/payment-method',
  invoice: '/invoices',
}

/** With a contract a sign-in opens the portal, without one the checkout. */
export const landing = (isContracted: boolean, flow: Flow | null): string =>
  isContracted ? (flow ? FLOW_LANDING[flow] : '/overview') : '/start'

const nextPath = z.string().refine((value) => safeNextPath(value) !== undefined, {
  error: 'Must be a path of the portal, like /invoices, of at most 120 characters.',
})

const returnUrl = z
  .string()
  .max(500)
  .refine((value) => readReturnUrl(value) !== undefined, {
    error: 'Must be an absolute https URL without user name or password.',
  })

/** Zod would tell of a missing id only once every other field is right; an answer names all faults at once. */
const alsoBesideOtherFaults = {
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
}

/** The body of `POST /admin/magic_link`: the contract's `customerId`, and what we add, all of it optional. */
export const createMagicLinkBody = z
  .object({
    customerId: z.string().max(100).optional(),
    externalCustomerId: line(200).optional(),
    next: nextPath.optional(),
    returnUrl: returnUrl.optional(),
    locale: z.enum(['de', 'en']).optional(),
    delivery: z.enum(['redirect', 'message']).default('redirect'),
    flow: z.enum(FLOWS).optional(),
  })
  .refine((body) => body.customerId !== undefined || body.externalCustomerId !== undefined, {
    ...alsoBesideOtherFaults,
    path: ['customerId'],
    error: 'Required: the id of the customer to sign in.',
  })
  .refine((body) => body.customerId === undefined || body.externalCustomerId === undefined, {
    ...alsoBesideOtherFaults,
    path: ['externalCustomerId'],
    error: 'Name the customer once: by customerId or by externalCustomerId.',
  })
export type CreateMagicLink = z.output<typeof createMagicLinkBody>

export const magicLink = z.object({
  object: z.literal('magic_link'),
  link: z.url(),
  expires_at: z.iso.datetime(),
})

/** The host of a return URL, or undefined for a URL no browser should be sent to. Plain http only for a loopback host. */
export function readReturnUrl(value: string): { host: string; href: string } | undefined {
  const url = URL.parse(value)
  if (!url || url.username !== '' || url.password !== '') return undefined
  const isLocal =
    url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname.endsWith('.localhost')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return undefined
  return { host: url.host, href: url.href }
}
