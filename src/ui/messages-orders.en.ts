import { helpEn } from './messages-help.en.ts'
import type { SameKeys } from './messages.en.ts'
import type { ordersDe } from './messages-orders.de.ts'

/** Texts of the frame around every page, of orders and of help. */
export const ordersEn: SameKeys<typeof ordersDe> = {
  sections: {
    overview: 'Overview',
    usage: 'Usage',
    prices: 'Prices',
    invoices: 'Invoices',
    meterReadings: 'Meter readings',
    tariff: 'Tariff',
    paymentMethod: 'Payment',
    orders: 'Orders',
    account: 'Account',
    help: 'Help',
    more: 'More',
    moreCurrent: '– you are at: {{name}}',
  },
  orders: {
    title: 'Orders',
    kicker: 'Contract {{number}}',
    from: 'from {{time}}',
    at: '{{date}}, {{time}}',
    answer: {
      ended: 'Your contract ended on {{date}}.',
      blocked: {
        check_missing: 'Your smart meter waits for what you can tell about your meter cabinet.',
        grid_operator_registration: 'Your smart meter waits for the grid operator.',
      },
      appointment: 'The appointment for your smart meter is fixed.',
      appointmentOver: 'The appointment for your smart meter is over.',
      meterOrdered: 'Your smart meter is ordered.',
      meterInstalled: 'Your smart meter is installed.',
      reductionOrdered: 'Your reduced grid fee is applied for.',
      nothing: 'Nothing is on order for this contract.',
      done: 'All done. Nothing is on order.',
    },
    lead: {
      ended: 'Nothing is on order for this contract any more.',
      blocked: {
        check_missing:
          '{{provider}} needs photos and a few facts about your meter cabinet and has written to you about it. As soon as they are there, it goes on.',
        grid_operator_registration:
          'The grid operator has to register the new meter first. There is nothing for you to do; {{provider}} asks on your behalf.',
      },
      appointment: 'Please keep this time free.',
      appointmentOver: 'As soon as the installation is reported, it appears here.',
      meterOrdered: '{{provider}} gets in touch when something is needed from you.',
      meterInstalled: 'Until it sends its values, it usually takes a few more days.',
      reductionOrdered: 'The grid operator checks the application. There is nothing for you to do.',
      nothing: 'Here you see what would be possible for you.',
      nothingPossible: 'You already have what we offer for this contract.',
      done: 'Here you see what happened when.',
    },
    empty: 'As soon as you order something, a smart meter for example, you follow it here step by step.',
    blockedSince: 'On hold since {{date}}',
    blockedReason: {
      check_missing: 'Your facts about the meter cabinet are missing.',
      grid_operator_registration: 'The registration with the grid operator is pending.',
    },
    state: { cancelled: 'ended', blocked: 'on hold', running: 'under way', done: 'done' },
    prepare: {
      title: 'What helps on the day',
      access: 'The meter cabinet can be reached, with about a metre of free space before it.',
      adult: 'Somebody aged 18 or more opens the door and stays near. The technician shows a pass.',
      power: 'The power is off for a while. Save what is open on your computer beforehand.',
    },
    meter: {
      title: 'Smart meter',
      by: 'Installed and run by {{provider}}',
      reached: {
        created: 'You ordered',
        placed: 'The metering operator has the order',
        check_submitted: 'You sent the facts about your meter cabinet',
        check_reviewed: 'Your facts are checked',
        scheduled: 'Appointment for the installation',
        installed: 'The meter is installed',
        activated: 'The meter sends its values',
      },
      ahead: {
        created: 'Order',
        placed: 'Order to the metering operator',
        check_submitted: 'Your facts about the meter cabinet',
        check_reviewed: 'Check of your facts',
        scheduled: 'Appointment for the installation',
        installed: 'Installation',
        activated: 'First values',
      },
      next: {
        created: '',
        placed: 'We pass your order on.',
        check_submitted: '{{provider}} asks you for photos and a few facts.',
        check_reviewed: '{{provider}} looks at what you sent.',
        scheduled: '{{provider}} suggests appointments to you.',
        installed: 'We have not heard back from the installation yet.',
        activated: 'This usually takes a few days.',
      },
      cancelled: {
        title: 'Order ended',
        pre_existing: 'There was a smart meter already.',
        customer_request: 'You withdrew it.',
      },
    },
    module: {
      m1: {
        title: 'Grid fee, module 1',
        text: 'A fixed amount less each year, because the grid operator may briefly turn down your heat pump or wall box when the grid is short (§\u00A014a EnWG).',
      },
      m2: {
        title: 'Grid fee, module 2',
        text: 'For the electricity of your heat pump or wall box you pay 60 percent less grid fee per kilowatt-hour (§\u00A014a EnWG).',
      },
      m3: {
        title: 'Grid fee, module 3',
        text: 'The grid fee depends on the time of day: who charges or heats in quiet hours pays less (§\u00A014a EnWG).',
      },
    },
    rejected: 'The grid operator turned the application down',
    rejectedUnknown: 'They gave no reason. Ask us, and we find out.',
    reduction: {
      state: {
        intended: 'noted',
        ordered: 'applied for',
        rejected: 'turned down',
        activated: 'in force',
        ended: 'ended',
      },
      step: {
        intended: 'Noted for the start of supply',
        ordered: 'Applied for with the grid operator',
        confirming: 'Confirmation by the grid operator',
        rejected: 'Turned down',
        activated: 'In force since',
        ended: 'Last day',
      },
      waiting: 'still to come',
    },
    possible: {
      title: 'What you can order',
      more: 'What this means',
      smart_meter: {
        title: 'Smart meter',
        text: 'It measures every quarter of an hour and reports by itself. No more readings, and a tariff at exchange prices becomes possible.',
      },
      module_1: {
        title: 'A lower grid fee',
        text: 'Do you have a heat pump, a wall box or a battery of more than 4.2 kW? Then §\u00A014a EnWG gives you a reduced grid fee.',
      },
      module_3: {
        title: 'A grid fee by the time of day',
        text: 'On top of module 1: in quiet hours the grid costs less, in the early evening more. This pays if you can shift your use.',
      },
      how: 'How to order',
      howText: 'Write to {{brand}} or call. Then you follow the order here.',
    },
  },
  help: helpEn,
}
