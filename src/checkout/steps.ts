import type { SubscriptionId } from '../domain/identifiers.ts'
import { type Checkout, CHECKOUT_STEPS, type CheckoutStep } from '../features/checkouts/checkout.ts'
import { isProved } from '../features/checkouts/read-person.ts'

/** The steps that this visitor goes through: whoever is signed in needs not prove an address. */
export const stepsOf = (isSignedIn: boolean): readonly CheckoutStep[] =>
  CHECKOUT_STEPS.filter((step) => step !== 'email' || !isSignedIn)

/** The quote is the checkout's first page; every other step has a path of its own. */
export const stepPath = (base: string, step: CheckoutStep): string =>
  step === 'quote' ? base || '/' : `${base}/${step}`

/** An address counts as proved for as long as it is the one that was typed. */
const isDone = (step: CheckoutStep, checkout: Checkout): boolean =>
  step === 'email' ? isProved(checkout) : checkout.completed.includes(step)

/** The first step that was never sent off: nobody comes by it, whatever address they type. */
export function openStep(steps: readonly CheckoutStep[], checkout: Checkout | undefined): CheckoutStep {
  return steps.find((step) => checkout === undefined || !isDone(step, checkout)) ?? 'summary'
}

export function nextStep(steps: readonly CheckoutStep[], step: CheckoutStep): CheckoutStep {
  return steps[steps.indexOf(step) + 1] ?? 'summary'
}

export function previousStep(steps: readonly CheckoutStep[], step: CheckoutStep): CheckoutStep | undefined {
  return steps[steps.indexOf(step) - 1]
}

/** In the portal, of the contract that was ordered, which need not be the customer's first. */
export const overviewOf = (id: SubscriptionId): string => `/overview?subscription=${id}`
