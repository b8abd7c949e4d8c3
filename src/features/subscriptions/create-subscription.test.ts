import { describe, expect, it } from 'vitest'
import { getContract, listCustomerSubscriptions } from './queries.ts'
import { createRetailer } from './test-contracts.ts'

describe('a contract with § 14a modules', () => {
  it('keeps them, and pays for the metering of a controllable device', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe({ module1: true, module3: true })
    const { terms } = await getContract(retailer.db, retailer.organizationId, id)
    expect(terms).toMatchObject({
      module1: true,
      module2: false,
      module3: true,
      meteringClass: 'smart_14a',
    })
    const heatPump = await retailer.subscribe({
      module2: true,
      meter: { type: 'smart', number: '1EMH0011223344' },
    })
    expect((await getContract(retailer.db, retailer.organizationId, heatPump.id)).terms).toMatchObject({
      module1: false,
      module2: true,
      module3: false,
      meteringClass: 'smart_14a',
    })
    const listed = await listCustomerSubscriptions(retailer.db, retailer.organizationId, retailer.customerId)
    const modules = listed.map(
      ({ contract: { terms } }) => `${terms.module1} ${terms.module2} ${terms.module3}`,
    )
    expect(new Set(modules)).toEqual(new Set(['true false true', 'false true false']))
  })

  it('is refused where they do not go together, and nothing is stored', async () => {
    const retailer = await createRetailer()
    await expect(retailer.subscribe({ module3: true })).rejects.toThrow('Module 3 needs module 1.')
    await expect(
      retailer.subscribe({ module1: true, module3: true, meter: { type: 'analog', number: '48213377' } }),
    ).rejects.toThrow('Module 3 needs a smart meter.')
    await expect(retailer.subscribe({ module1: true, module2: true })).rejects.toThrow(
      'Module 2 excludes modules 1 and 3.',
    )
    const roof = await createRetailer({
      type: 'feed_in',
      tariff: 'fixed',
      markupMicroEurPerKwh: 0,
      feedInMicroEurPerKwh: 78_600,
    })
    await expect(roof.subscribe({ module1: true })).rejects.toThrow(
      'Only consumption has a grid fee that modules could reduce.',
    )
    expect(
      await listCustomerSubscriptions(retailer.db, retailer.organizationId, retailer.customerId),
    ).toEqual([])
  })
})
