import { expect, test } from 'vitest'
import { createOperator } from '../../tests/support/operator.ts'
import { requestService } from '../features/checkouts/request-service.ts'
import { topicsOf } from '../features/events/test-events.ts'
import { createLead } from '../features/leads/create-lead.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { createShop, SUPPLIER_CODE } from '../features/subscriptions/test-orders.ts'
import { instantAt } from '../domain/local-time.ts'

async function ready() {
  const shop = await createShop()
  const now = { at: instantAt('2025-08-18', '09:00') }
  const { operator, json } = await createOperator({ now: () => now.at })
  const order = await shop.order({ previousSupplierCode: SUPPLIER_CODE, creditedTo: 'hanne@example.com' })
  const run = (...args: string[]) => operator('subscriptions', ...args, '--organization', shop.organizationId)
  return { shop, now, operator, json, order, run }
}

test('a contract goes its way: confirmed, begun, ended, each with its day and its event', async () => {
  const { shop, now, order, run } = await ready()
  const confirmed = await run('confirm', order.number.toLowerCase(), '--start', '2025-09-01')
  expect(confirmed).toMatchObject({ exitCode: 0, err: '' })
  expect(confirmed.out).toMatch(/^Status +pending, confirmed$/m)
  expect(confirmed.out).toMatch(/^First day +2025-09-01$/m)
  expect(confirmed.out).toMatch(/^Confirmed +2025-08-18 07:00 UTC$/m)
  expect(confirmed.out).toMatch(/^Previous supplier +9904292000003$/m)
  expect(confirmed.out).toMatch(/^Credited to +hanne@example\.com$/m)

  now.at = instantAt('2025-08-20', '09:00')
  expect((await run('activate', order.id, '--on', '2025-08-20')).out).toMatch(/^Status +active$/m)
  now.at = instantAt('2025-12-01', '09:00')
  const ended = await run('end', order.number, '--last-day', '2025-11-30')
  expect(ended.out).toMatch(/^Status +ended$/m)
  expect(ended.out).toMatch(/^Last day +2025-11-30$/m)
  expect((await topicsOf(shop)).slice(1)).toEqual([
    'subscription.confirmed',
    'subscription.activated',
    'subscription.terminated',
    'subscription.ended',
  ])
})

test('contracts are listed newest first, by status', async () => {
  const { shop, json, order, run } = await ready()
  const second = await shop.order()
  await run('activate', order.number)
  const listed = await run('list')
  expect(listed.out).toMatch(/^NUMBER +CUSTOMER +PLAN +STATUS +FROM +LAST DAY +ORDERED +ID$/m)
  expect(listed.out.split('\n')[1]).toContain(second.number)
  const active = await json(
    'subscriptions',
    'list',
    '--organization',
    shop.organizationId,
    '--status',
    'active',
  )
  expect(active).toMatchObject([
    {
      id: order.id,
      number: order.number,
      status: 'active',
      customer: 'Clara Neu',
      address: 'Sonnenallee 1, 12045 Berlin',
      startsOn: '2025-08-18',
      lastDay: null,
      source: 'checkout',
    },
  ])
  expect(await run('list', '--status', 'ended')).toMatchObject({ exitCode: 0, err: 'No such contract.\n' })
})

test('what cannot be is refused, in words, and does nothing', async () => {
  const { shop, operator, order, run } = await ready()
  const refused = async (...args: string[]) => {
    const { exitCode, err, out } = await run(...args)
    expect(out).toBe('')
    return [exitCode, err]
  }
  expect(await refused('end', order.number)).toEqual([2, 'Not done: --last-day: is required\n'])
  expect(await refused('confirm', order.number, '--start', 'soon')).toEqual([
    2,
    'Not done: --start: Not a day: soon\n',
  ])
  expect(await refused('confirm', order.number, '--start', '2025-08-17')).toEqual([
    2,
    'Not done: --start: Nobody can be supplied for days gone by.\n',
  ])
  expect(await refused('activate', order.number, '--on', '2025-08-19')).toEqual([
    2,
    'Not done: --on: This day has not come yet: confirm it instead.\n',
  ])
  expect(await refused('end', order.number, '--last-day', '2025-08-10')).toEqual([
    4,
    'Not done: --last-day: A contract cannot end in the past or before it began.\n',
  ])
  expect(await refused('show', 'Z9Z9Z9Z9')).toEqual([3, 'Not done: The contract Z9Z9Z9Z9 was not found.\n'])
  expect(await refused('list', '--status', 'asleep', '--limit', '0')).toEqual([
    2,
    'Not done:\n  --limit: must be at least 1\n  --status: must be one of: pending, active, ended\n',
  ])
  await run('confirm', order.number)
  expect(await refused('confirm', order.number)).toEqual([
    4,
    'Not done: This contract has been confirmed already.\n',
  ])
  const stranger = await createShop()
  const theirs = await operator('subscriptions', 'show', order.id, '--organization', stranger.organizationId)
  expect(theirs.exitCode).toBe(3)
  expect((await topicsOf(shop)).slice(1)).toEqual(['subscription.confirmed'])
})

test('leads are listed with what they became, without the person', async () => {
  const { shop, operator, json } = await ready()
  await setPortal(shop.ctx, shop.planId, { portalEnabled: true, checkoutEnabled: true })
  const lead = { plan: shop.planId, address: { zip: '12045' }, meter: { estimated_usage: 2500 } }
  const customer = { type: 'person', email: 'mia@example.com' } as const
  const { id } = await createLead(shop.ctx, { ...lead, customer, created_by: 'berater-7' })
  const { id: contract } = await shop.order({ leadId: id })
  const args = ['leads', 'list', '--organization', shop.organizationId]
  const { out } = await operator(...args)
  expect(out).toMatch(/^ID +PLAN +POSTAL CODE +CREATED +BY +LAST VISIT +CONTRACT$/m)
  expect(out).toMatch(new RegExp(`^${id} .* 12045 +2025-08-15 10:00 UTC +berater-7 +- +${contract}$`, 'm'))
  expect(JSON.stringify(await json(...args))).not.toContain('mia@')
  const stranger = await createShop()
  expect(await operator('leads', 'list', '--organization', stranger.organizationId)).toMatchObject({
    exitCode: 0,
    out: '',
  })
})

test('who waits for their postal code to be served is listed', async () => {
  const { shop, operator } = await ready()
  const { planId } = shop
  await requestService(shop.ctx, { planId, zip: '99998', email: 'weit@example.com', locale: 'de' })
  await requestService(shop.ctx, { planId, zip: '24105', email: 'kiel@example.com', locale: 'en' })
  const list = (...more: string[]) =>
    operator('service-requests', 'list', '--organization', shop.organizationId, ...more)
  expect((await list()).out.trim().split('\n')).toHaveLength(3)
  const { out } = await list('--zip', '24105')
  expect(out).toMatch(/^24105 +kiel@example\.com +en +plan-\d+ +2025-08-15 10:00 UTC$/m)
  expect(out).not.toContain('99998')
})

test('a plan leads on to a page of the partner after the order', async () => {
  const { shop, operator } = await ready()
  const set = (...args: string[]) => operator('plans', 'set', '--plan', shop.planSlug, ...args)
  const { out } = await set('--redirect-url', 'https://sonnwerk.example/danke')
  expect(out).toMatch(/^After an order +https:\/\/sonnwerk\.example\/danke$/m)
  expect((await set('--no-redirect-url')).out).toMatch(/^After an order +the checkout’s own last page$/m)
  expect(await set('--redirect-url', 'javascript:alert(1)')).toMatchObject({
    exitCode: 2,
    err: 'Not done: --redirect-url: Write an address like https://www.example.com/thanks.\n',
  })
  expect((await set()).err).toBe('Not done: --redirect-url: is required, or --no-redirect-url\n')
})
