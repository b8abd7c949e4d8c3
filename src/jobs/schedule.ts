import { advanceContracts } from './advance-subscriptions.ts'
import { archiveInvoices } from './archive-invoices.ts'
import { cleanUp } from './clean-up.ts'
import { deliverWebhooks, WEBHOOKS_JOB } from './deliver-webhooks.ts'
import { estimateValues } from './estimate-values.ts'
import { fetchPrices } from './fetch-prices.ts'
import type { Job } from './job.ts'
import { markOverdueInvoices } from './mark-overdue.ts'
import { issueDueInvoices } from './run-invoices.ts'
import { NOTICES_JOB, tellCustomers } from './tell-customers.ts'

/**
 * Everything that happens by the clock. Times are Berlin's; none of the nightly ones lies between 02:00 and 03:00, an hour
 * that one night of the year skips and another has twice.
 */
export const SCHEDULE: readonly Job[] = [
  {
    name: 'subscriptions.advance',
    does: 'begins and ends contracts, and ends § 14a modules, whose day has come',
    at: ['1 0 * * *'],
    per: 'organization',
    run: advanceContracts,
    retries: 5,
  },
  {
    name: 'prices.fetch',
    does: 'fetches tomorrow’s prices from 12:45 on, until they are there',
    // Most of these find that it is not yet, or no longer, time to ask: see pollDayPrices.
    at: ['*/5 12-14 * * *', '0 0-11,15-23 * * *'],
    isWanted: ({ priceFeed }) => priceFeed !== undefined,
    per: 'installation',
    run: fetchPrices,
    retries: 0,
  },
  {
    name: 'values.estimate',
    does: 'estimates days without values two weeks after the month’s end, so that the bill can be written',
    at: ['15 4 * * *'],
    per: 'organization',
    run: estimateValues,
    retries: 5,
  },
  {
    name: 'invoices.run',
    does: 'writes the bills that are due',
    at: ['45 4 * * *'],
    per: 'organization',
    run: issueDueInvoices,
    retries: 5,
  },
  {
    name: 'invoices.archive',
    does: 'draws new invoices as files, which stay as they went out',
    at: ['10 5 * * *'],
    per: 'organization',
    run: archiveInvoices,
    retries: 5,
  },
  {
    name: 'invoices.overdue',
    does: 'notes which open invoices have passed their due day',
    at: ['30 5 * * *'],
    per: 'organization',
    run: markOverdueInvoices,
    retries: 5,
  },
  {
    name: NOTICES_JOB,
    does: 'writes to customers of new invoices and their first day of supply, and of postal codes that are served',
    // By day, and so that a long run is sent before the night: nobody's telephone is to ring at five in the morning.
    at: ['*/5 7-19 * * *'],
    isMadeUpFor: false,
    isWanted: ({ notices }) => notices !== undefined,
    per: 'organization',
    run: tellCustomers,
    retries: 0,
  },
  {
    name: WEBHOOKS_JOB,
    does: 'sends webhooks that are due and that no process has attended to',
    // Nearly all go out by themselves, within the second: see serveWebhooks.
    at: ['*/5 * * * *'],
    isWanted: ({ webhooks }) => webhooks !== undefined,
    per: 'installation',
    run: deliverWebhooks,
    retries: 0,
  },
  {
    name: 'clean-up',
    does: 'deletes links, sessions, codes and tokens that have served their time',
    at: ['20 3 * * *'],
    per: 'installation',
    run: cleanUp,
    retries: 5,
  },
]

/** The zone of every time in the schedule. */
export const ZONE = 'Europe/Berlin'

export const findJob = (name: string): Job | undefined => SCHEDULE.find((job) => job.name === name)
