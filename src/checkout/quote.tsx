import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import {
  CHECKOUT_FIELDS,
  type CheckoutFields,
  type CheckoutProblems,
} from '../features/checkouts/checkout.ts'
import { noteQuote } from '../features/checkouts/note-quote.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { offerProblems } from './problem-words.ts'
import { QuoteBar } from './quote-bar-view.tsx'
import { DynamicTariff } from './quote-dynamic-view.tsx'
import { type Quoted, quoteFields } from './quote-offer.ts'
import { OfferPanel } from './quote-offer-view.tsx'
import { PlaceField, type QuoteModel, QuoteView } from './quote-view.tsx'
import { asTyped, stepPage } from './step-page.ts'
import { stepsOf } from './steps.ts'

/** The first step. What was kept before, or comes with a partner's link, shows its offer at once. */
export const quotePage = (deps: Deps) =>
  stepPage(deps, {
    step: 'quote',
    async read(_deps, c, fields) {
      const { state, problems } = await quoteFields(deps, c, fields)
      return Object.keys(problems).length > 0 ? { problems } : { value: state }
    },
    async kept(_deps, c, checkout, fields) {
      const { state } = await quoteFields(deps, c, fields)
      if (state.state === 'offer') await noteQuote(deps.db, checkout, state.offer.amountCents)
    },
    async show(_deps, c, { fields, problems }, status) {
      const linked = c.req.method === 'GET' ? askedFields(c) : {}
      if (linked.zip !== undefined) return showAsked(deps, c, { ...fields, ...linked })
      // Kept from days ago it is asked for here again: whoever comes back is to give another one.
      if (problems.zip === 'unserviceable' && c.req.method === 'POST') return toUnserviceable(c, fields)
      const all = { ...fields, ...linked }
      return showPage(deps, c, all, await quoteFields(deps, c, all), problems, status)
    },
  })

/**
 * The offer for what stands in the query: the whole page for a form that was sent without JavaScript, `fragment=1` for what
 * changes on it. Nothing is kept; that is what going on does.
 */
export const offerPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const fields = askedFields(c)
    if (c.req.query('fragment') !== '1') return showAsked(deps, c, fields)
    // While somebody types, what is missing goes without saying.
    const page = checkoutPage(deps, c)
    const model = modelOf(deps, c, fields, await quoteFields(deps, c, fields), {})
    return c.html(
      <>
        <PlaceField page={page} model={model} />
        <OfferPanel page={page} open={model.open} quoted={model.quoted} />
        <QuoteBar page={page} open={model.open} quoted={model.quoted} />
        <DynamicTariff page={page} open={model.open} quoted={model.quoted} />
      </>,
    )
  })

async function showAsked(deps: Deps, c: Context<PortalEnv>, fields: CheckoutFields) {
  const quoted = await quoteFields(deps, c, fields)
  if (quoted.problems.zip === 'unserviceable') return toUnserviceable(c, fields)
  // A price that stands there already needs nothing more yet.
  const problems = quoted.state.state === 'offer' ? {} : quoted.problems
  return showPage(deps, c, fields, quoted, problems, Object.keys(problems).length > 0 ? 422 : 200)
}

const showPage = (
  deps: Deps,
  c: Context<PortalEnv>,
  fields: CheckoutFields,
  quoted: Quoted,
  problems: CheckoutProblems,
  status: 200 | 422,
) =>
  c.html(
    <QuoteView page={checkoutPage(deps, c)} model={modelOf(deps, c, fields, quoted, problems)} />,
    status,
  )

const modelOf = (
  deps: Deps,
  c: Context<PortalEnv>,
  fields: CheckoutFields,
  { state, places }: Quoted,
  problems: CheckoutProblems,
): QuoteModel => ({
  open: checkoutOf(c),
  steps: stepsOf(c.get('session') !== undefined),
  fields,
  wrong: offerProblems(pageContext(deps, c), problems),
  quoted: state,
  places,
})

/** The portal's pages are not the visitor's yet. */
const checkoutPage = (deps: Deps, c: Context<PortalEnv>) => ({ ...pageContext(deps, c), nav: [] })

/** A size of household that was chosen takes the place of what was typed. */
function askedFields(c: Context<PortalEnv>): CheckoutFields {
  const asked: Record<string, string> = {}
  for (const name of CHECKOUT_FIELDS.quote) {
    const value = c.req.query(name === 'usage' && c.req.query('preset') ? 'preset' : name)
    if (value !== undefined) asked[name] = asTyped(value)
  }
  return asked
}

/** With what else was typed, so that another postal code finds it again. */
function toUnserviceable(c: Context<PortalEnv>, fields: CheckoutFields): Response {
  const asked = new URLSearchParams()
  for (const name of CHECKOUT_FIELDS.quote) asked.set(name, fields[name] ?? '')
  return c.redirect(`${checkoutOf(c).base}/unserviceable?${asked}`, 303)
}
