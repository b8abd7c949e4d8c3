import { describe, expect, it } from 'vitest'
import { insertSubscription } from './subscription.ts'
import { createRetailer } from './test-contracts.ts'

const contract = {
  address: { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' },
  meter: { type: 'smart', number: '1APA0195124010' },
  estimatedUsageWh: 2_800_000,
  gridOperatorCode: '9904550000000',
  concessionClass: 'le_500000',
}
const problems = (fields: object) =>
  insertSubscription
    .safeParse({ ...contract, ...fields })
    .error?.issues.map(({ path, message }) => [path.join('.'), message])

describe('the identifiers of a contract', () => {
  it('are stored tidy, however they were typed', async () => {
    const retailer = await createRetailer()
    const { meterId, id } = await retailer.subscribe({
      address: { ...contract.address, zip: ' D-12045' },
      meter: {
        type: 'smart',
        number: '1 apa01 9512 4010',
        malo: '41 373 559 241',
        melo: 'de.001069.66646.10000000000000012345',
      },
      paymentMethod: { accountHolder: 'Anna Sommer', iban: 'de89 3704 0044 0532 0130 00' },
      gridOperatorCode: '99 04550 00000 0',
    })
    const { db, organizationId } = retailer
    const meter = await db
      .selectFrom('meters')
      .select(['number', 'malo', 'melo'])
      .where('organization_id', '=', organizationId)
      .where('id', '=', meterId)
      .executeTakeFirstOrThrow()
    expect(meter).toEqual({
      number: '1APA0195124010',
      malo: '41373559241',
      melo: 'DE0010696664610000000000000012345',
    })
    const rest = await db
      .selectFrom('subscriptions as s')
      .innerJoin('addresses as a', 'a.id', 's.address_id')
      .innerJoin('payment_methods as pm', 'pm.id', 's.payment_method_id')
      .select(['a.zip', 'pm.iban', 's.grid_operator_code'])
      .where('s.organization_id', '=', organizationId)
      .where('s.id', '=', id)
      .executeTakeFirstOrThrow()
    expect(rest).toEqual({
      zip: '12045',
      iban: 'DE89370400440532013000',
      grid_operator_code: '9904550000000',
    })
  })

  it('are each refused at their own field, with what is wrong', () => {
    expect(
      problems({
        address: { ...contract.address, zip: '1204' },
        meter: { type: 'smart', number: '1;2', malo: '41373559242', melo: 'DE00106966646' },
        paymentMethod: { accountHolder: 'Anna Sommer', iban: 'DE89370400440532013001' },
        gridOperatorCode: '990455000000',
      }),
    ).toEqual([
      ['address.zip', 'A postal code has five digits.'],
      ['meter.number', 'A meter number has 4 to 20 letters and digits.'],
      [
        'meter.malo',
        'The check digit of this market location (MaLo) does not fit: a digit is mistyped or two are swapped.',
      ],
      ['meter.melo', 'A metering location (MeLo) has 33 characters, not 13.'],
      [
        'paymentMethod.iban',
        'The check digits of this IBAN do not fit: a digit is mistyped or two are swapped.',
      ],
      ['gridOperatorCode', 'The code of a market partner has thirteen digits.'],
    ])
  })

  it('do not include an account that a direct debit cannot reach, and never repeat an account number', () => {
    const iban = 'TR330006100519786457841326'
    const outside = insertSubscription.safeParse({
      ...contract,
      paymentMethod: { accountHolder: 'Anna Sommer', iban },
    })
    expect(outside.error?.issues[0]?.message).toBe(
      'Direct debits and payouts need an account within the SEPA area.',
    )
    const wrong = insertSubscription.safeParse({
      ...contract,
      paymentMethod: { accountHolder: 'Anna Sommer', iban: 'DE89370400440532013001' },
    })
    for (const { error } of [outside, wrong]) expect(JSON.stringify(error)).not.toContain('0053201300')
    expect(JSON.stringify(outside.error)).not.toContain(iban)
    expect(problems({ gridOperatorCode: '9900357000004' })).toBeUndefined()
  })
})
