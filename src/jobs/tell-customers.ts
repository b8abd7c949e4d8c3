import { type Brand, mergeBrand } from '../brand/brand.ts'
import type { Tx } from '../db/database.ts'
import { notFound } from '../domain/failure.ts'
import type { OrganizationId, PlanId } from '../domain/identifiers.ts'
import type { Ctx } from '../features/ctx.ts'
import type {
  InvoicesNotice,
  NewInvoice,
  Recipient,
  ServiceNotice,
  StartNotice,
} from '../features/notices/notice.ts'
import { tellOfInvoices } from '../features/notices/tell-of-invoices.ts'
import { tellOfService } from '../features/notices/tell-of-service.ts'
import { tellOfStarts } from '../features/notices/tell-of-starts.ts'
import { checkoutOrigin } from '../features/plans/checkout-origin.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import { findBrands } from '../features/plans/queries.ts'
import type { BrandMail } from '../mail/brand-mail.tsx'
import { invoicesMail, type MailedInvoice } from '../mail/invoices-mail.tsx'
import type { Post, PostedMail } from '../mail/outbox.ts'
import { serviceMail } from '../mail/service-mail.tsx'
import { startMail } from '../mail/start-mail.tsx'
import type { Figures, JobDeps } from './job.ts'

export const NOTICES_JOB = 'customers.tell'

/**
 * Writes to customers of their new invoices, and of the first day of supply once it is settled or has moved; and to those who
 * wanted to know it that their postal code is served. A mail is posted in the transaction that notes it as told, so that none
 * is forgotten and none written twice.
 */
export async function tellCustomers(
  { db, now, notices }: JobDeps,
  organizationId: OrganizationId,
  signal: AbortSignal,
): Promise<Figures> {
  if (!notices) throw new TypeError(`${NOTICES_JOB} runs where there is a mail server`)
  const { postIn, hosts } = notices
  const told = { invoices: 0, starts: 0, served: 0 }
  const senders = new Map<PlanId, Brand>()
  // Apart from one another: what cannot be written of one kind holds up no other.
  await untilNothingIsLeft(async (ctx, post) => {
    const notices = await tellOfInvoices(ctx)
    for (const notice of notices) await post(await aboutInvoices(notice, await fromPortal(ctx.db, notice)))
    told.invoices += notices.reduce((sum, { invoices }) => sum + invoices.length, 0)
    return notices.length
  })
  await untilNothingIsLeft(async (ctx, post) => {
    const notices = await tellOfStarts(ctx)
    for (const notice of notices) await post(await aboutStart(notice, await fromPortal(ctx.db, notice)))
    told.starts += notices.length
    return notices.length
  })
  await untilNothingIsLeft(async (ctx, post) => {
    const notices = await tellOfService(ctx)
    for (const notice of notices) await post(await aboutService(notice, await fromCheckout(ctx.db, notice)))
    told.served += notices.length
    return notices.length
  })
  return told

  async function untilNothingIsLeft(
    tell: (ctx: Ctx & { db: Tx }, post: Post) => Promise<number>,
  ): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const found = await db
        .transaction()
        .execute((tx) => tell({ db: tx, organizationId, actor: { type: 'system' }, now: now() }, postIn(tx)))
      if (found === 0) return
    }
  }

  async function fromPortal(tx: Tx, recipient: Recipient): Promise<BrandMail> {
    const { locale, email } = recipient
    const brand = await sender(tx, recipient)
    const origin = portalOrigin(hosts, recipient)
    return { brand, locale: locale ?? brand.locale, to: email, portalOrigin: origin }
  }

  async function fromCheckout(tx: Tx, recipient: ServiceNotice): Promise<BrandMail> {
    const { locale, email } = recipient
    const brand = await sender(tx, recipient)
    return { brand, locale, to: email, portalOrigin: checkoutOrigin(hosts, recipient) }
  }

  async function sender(tx: Tx, { planId }: { planId: PlanId }): Promise<Brand> {
    const brand = senders.get(planId) ?? (await findSender(tx, organizationId, planId))
    senders.set(planId, brand)
    return brand
  }
}

async function findSender(tx: Tx, organizationId: OrganizationId, planId: PlanId): Promise<Brand> {
  const brands = await findBrands(tx, organizationId, planId)
  if (!brands) throw notFound('Plan')
  return mergeBrand(brands.organization, brands.plan)
}

async function aboutInvoices(
  { subscriptionId, contractNumber, invoices: [first, ...others] }: InvoicesNotice,
  envelope: BrandMail,
): Promise<PostedMail> {
  const mailed = ({ id, ...invoice }: NewInvoice): MailedInvoice => ({
    ...invoice,
    href: `${envelope.portalOrigin}/invoices/${id}`,
  })
  const invoices = [mailed(first), ...others.map(mailed)] as const
  return { about: subscriptionId, message: await invoicesMail({ ...envelope, contractNumber, invoices }) }
}

async function aboutStart(notice: StartNotice, envelope: BrandMail): Promise<PostedMail> {
  const { subscriptionId, contractNumber, planType, startOn, hasBegun, insteadOf, isAnalog, place } = notice
  const message = await startMail({
    ...envelope,
    type: planType,
    contractNumber,
    startOn,
    hasBegun,
    insteadOf,
    place: [`${place.street} ${place.houseNumber}`, `${place.zip} ${place.city}`],
    wantsReading: isAnalog && !hasBegun,
  })
  return { about: subscriptionId, message }
}

async function aboutService(
  { requestId, planType, zip }: ServiceNotice,
  envelope: BrandMail,
): Promise<PostedMail> {
  const quoteUrl = `${envelope.portalOrigin}/?zip=${zip}`
  return { about: requestId, message: await serviceMail({ ...envelope, type: planType, zip, quoteUrl }) }
}
