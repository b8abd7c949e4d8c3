import type { FailureCode } from '../domain/failure.ts'

/** What `errors[].code` says, by the code of the envelope it comes with. */
export const ERROR_DETAILS: Partial<Record<FailureCode, Readonly<Record<string, string>>>> = {
  BAD_REQUEST: {
    invalid_type: 'Missing, or of another type.',
    invalid_format: 'Not written as it must be: a date, an e-mail address, a pattern.',
    invalid_value: 'None of the values that are allowed.',
    invalid_union: 'Fits none of the alternatives; `field` is what they are told apart by.',
    too_small: 'Below the least value, or too short.',
    too_big: 'Above the greatest value, or too long.',
    custom: 'A rule of this field; `message` says which.',
  },
  CONFLICT: {
    duplicate_customer_email: 'Another customer has this e-mail address: let them sign in.',
    duplicate_grid_reduction:
      'The module is ordered or in force. It can be ordered again once it was rejected or has ended.',
    duplicate_meter_order: 'A smart meter is on order already.',
    duplicate_meter_reading: 'There is a reading for this day already.',
    ended_subscription: 'The contract has ended, or notice has been given.',
    invalid_termination_date:
      'The end is past, or earlier than the period of notice allows; `message` names the earliest.',
    withdrawal_not_allowed: 'The period for withdrawing is over: give notice instead.',
    custom: 'The present state does not allow it; `message` says why.',
  },
  UNPROCESSABLE_ENTITY: {
    ended_subscription: 'The contract does not supply any more on that day.',
    implausible_meter_reading:
      'The value contradicts another reading, or is far from what was to be expected. Show `message` to the customer; sent again with `message` set, the reading is taken and looked at.',
    invalid_iban:
      'Not an IBAN, or of a country that debits in euros do not reach; `message` says what is wrong with it.',
    missing_module_1: 'Module 3 of § 14a EnWG needs module 1.',
    missing_smart_meter: 'Module 3 of § 14a EnWG needs a smart meter.',
    out_of_period_meter_reading: 'The day lies outside the contract, or in the future.',
    subscription_not_started: 'The contract does not supply yet on that day.',
    unserviceable_zip: 'No grid area serves the postal code.',
    unsupported_meter: 'Feeding in needs a smart meter.',
    unsupported_meter_order: 'There is a smart meter already, or the contract takes no such orders.',
    unsupported_meter_reading: 'A smart meter is read remotely.',
    unsupported_product:
      'Cannot be ordered for this contract, or beside what it has: module 2 excludes modules 1 and 3.',
    custom: 'A rule of this field; `message` says which.',
  },
}
