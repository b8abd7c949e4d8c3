import { expect, test } from 'vitest'
import { createOperator, idOf, words } from '../../tests/support/operator.ts'
import { authenticateClient } from '../features/oauth/authenticate-client.ts'

test('from an empty database to a portal and its first customer, by commands alone', async () => {
  const { json, operator, db, pool } = await createOperator()
  expect(await json('organizations', 'list')).toEqual([])

  const organization = await json(
    'organizations',
    'create',
    '--name',
    'Sonnwerk',
    '--home-url',
    'https://app.sonnwerk.example/',
    '--return-host',
    'app.sonnwerk.example',
  )
  expect(organization).toEqual({
    id: expect.stringMatching(/^org_/),
    name: 'Sonnwerk',
    homeUrl: 'https://app.sonnwerk.example/',
    returnUrlHosts: ['app.sonnwerk.example'],
    createdAt: expect.stringMatching(/^2\d{3}-\d\d-\d\dT[\d:.]+Z$/),
  })
  const organizationId = idOf(organization)

  const client = await json('clients', 'create', '--organization', 'sonnwerk', '--name', 'Website')
  expect(client).toEqual({
    clientId: expect.stringMatching(/^client_[0-9a-f]{24}$/),
    clientSecret: expect.stringMatching(/^[\w-]{43}$/),
    scope: 'read:* write:*',
    organizationId,
    name: 'Website',
  })
  const { clientId, clientSecret } = client as { clientId: string; clientSecret: string }
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  expect(await authenticateClient(db, authorization)).toEqual({
    organizationId,
    clientId,
    scope: 'read:* write:*',
    mayUseOwnCredentials: true,
  })

  const plan = await json(
    ...words(
      `plans create --organization ${organizationId} --slug sonnwerk --name "Sonnwerk Dynamic" --base-fee 9.90 --markup -1.25 --notice-days 14`,
    ),
  )
  expect(plan).toMatchObject({
    id: expect.stringMatching(/^pln_/),
    organizationId,
    slug: 'sonnwerk',
    type: 'consumption',
    tariff: 'dynamic',
    currency: 'EUR',
    baseFeeCents: 990,
    markupMicroEurPerKwh: -12_500,
    workingPriceMicroEurPerKwh: null,
    noticeDays: 14,
    portalEnabled: false,
    checkoutEnabled: false,
  })

  const portal = await json(
    'portals',
    'enable',
    '--plan',
    'sonnwerk',
    '--checkout',
    '--link-ttl',
    '10m',
    '--session-idle',
    '12h',
    '--no-customer-mails',
  )
  expect(portal).toEqual({
    planId: idOf(plan),
    organizationId,
    slug: 'sonnwerk',
    url: 'https://sonnwerk.portal.example.com',
    portalEnabled: true,
    checkoutEnabled: true,
    customDomain: null,
    customerMails: false,
    frameAncestors: [],
    linkTtlSeconds: 600,
    sessionIdleSeconds: 43_200,
    sessionMaxSeconds: 2_592_000,
  })

  const brand = await json(
    'brands',
    'set',
    '--plan',
    'sonnwerk',
    '--name',
    'Sonnwerk Strom',
    '--support-email',
    'hallo@sonnwerk.example',
  )
  expect(brand).toEqual({
    organizationId,
    planId: idOf(plan),
    stored: { name: 'Sonnwerk Strom', support: { email: 'hallo@sonnwerk.example' } },
    corrections: [],
  })

  const customer = await json(
    ...words(
      'customers create --plan sonnwerk --email Anna@example.com --first-name Anna --last-name Sommer --external-id k-1 --locale en',
    ),
  )
  expect(customer).toEqual({
    id: expect.stringMatching(/^cus_/),
    organizationId,
    type: 'person',
    firstName: 'Anna',
    lastName: 'Sommer',
    companyName: null,
    email: 'Anna@example.com',
    externalId: 'k-1',
    planSlug: 'sonnwerk',
    locale: 'en',
    createdAt: expect.any(String),
  })

  const { rows } = await pool.query(
    'select slug, portal_enabled, checkout_enabled, link_ttl_seconds, brand from plans',
  )
  expect(rows).toEqual([
    {
      slug: 'sonnwerk',
      portal_enabled: true,
      checkout_enabled: true,
      link_ttl_seconds: 600,
      brand: { name: 'Sonnwerk Strom', support: { email: 'hallo@sonnwerk.example' } },
    },
  ])
  const audit = await pool.query('select action, actor_type from audit_events order by occurred_at, id')
  expect(audit.rows.map(({ action, actor_type }) => `${actor_type} ${action}`)).toEqual([
    'operator organization.created',
    'operator api_client.created',
    'operator plan.created',
    'operator plan.portal_set',
    'operator plan.brand_set',
    'operator customer.created',
  ])

  for (const noun of ['organizations', 'plans', 'portals', 'brands']) {
    expect(await json(noun, 'list')).toHaveLength(1)
    expect((await operator(noun, 'list')).out).toMatch(/sonnwerk/i)
  }
  expect(await json('customers', 'list', '--organization', organizationId)).toEqual([customer])
  expect(
    await json('customers', 'list', '--organization', organizationId, '--email', 'bernd@example.com'),
  ).toEqual([])
})

test('the hosts a link may lead back to are replaced as a whole, and cleared only when told so', async () => {
  const { json, operator } = await createOperator()
  const organizationId = idOf(
    await json('organizations', 'create', '--name', 'Hosts', '--return-host', 'a.example', 'b.example'),
  )
  const set = (...rest: string[]) =>
    operator('orgs', 'set-return-hosts', '--organization', organizationId, ...rest)
  expect(
    await json(
      'orgs',
      'set-return-hosts',
      '--organization',
      organizationId,
      'APP.example.com',
      'app.example.com',
      'localhost:4001',
    ),
  ).toMatchObject({
    returnUrlHosts: ['app.example.com', 'localhost:4001'],
  })
  expect(await set()).toMatchObject({ exitCode: 2 })
  expect(await set('ok.example', 'https://bad.example/x')).toMatchObject({
    exitCode: 2,
    err: 'Not done: hosts (no. 2): Write a host like app.example.com, without https:// or a path.\n',
  })
  expect(await json('orgs', 'set-return-hosts', '--organization', organizationId, '--none')).toMatchObject({
    returnUrlHosts: [],
  })
})
