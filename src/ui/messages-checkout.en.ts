import type { SameKeys } from './messages.en.ts'
import type { checkoutDe } from './messages-checkout.de.ts'

export const checkoutEn: SameKeys<typeof checkoutDe> = {
  checkout: {
    title: 'Sign up for electricity',
    progress: 'Step {{step}} of {{count}}',
    step: {
      quote: 'Offer',
      place: 'Place',
      supply: 'Meter and start',
      person: 'About you',
      email: 'Confirm e-mail',
      payment: 'Payment',
      summary: 'Check and order',
    },
    next: 'Continue',
    back: 'Back',
    used: {
      title: 'This offer has already become a contract.',
      lead: 'Sign in to see it: with a code that we send to your e-mail address.',
      portal: 'To my contract',
      again: 'See a new offer',
    },
  },
}
