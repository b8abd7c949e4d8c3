import { beforeAll, describe, expect, it, test } from 'vitest'
import { createOperator, idOf } from '../../tests/support/operator.ts'

let ran: Awaited<ReturnType<typeof createOperator>>
let sonnwerk: string
let nordlicht: string

beforeAll(async () => {
  ran = await createOperator()
  const create = async (name: string, slug: string) => {
    const id = idOf(await ran.json('organizations', 'create', '--name', name))
    await ran.json('plans', 'create', '--organization', id, '--slug', slug, '--name', `${name} Dynamic`)
    return id
  }
  sonnwerk = await create('Sonnwerk', 'sonnwerk')
  nordlicht = await create('Nordlicht', 'nordlicht')
  await ran.json('portals', 'enable', '--plan', 'nordlicht', '--domain', 'strom.nordlicht.example')
  await ran.json(
    'customers',
    'create',
    '--plan',
    'sonnwerk',
    ...person('anna@example.com'),
    '--external-id',
    'k-1',
  )
})

const person = (email: string) => ['--email', email, '--first-name', 'Anna', '--last-name', 'Sommer']
const MISSING_ID = 'org_01h455vb4pex5vsknk084sn02q'

describe('what does not exist exits with 3', () => {
  it.each([
    [['clients', 'create', '--organization', MISSING_ID, '--name', 'x']],
    [['clients', 'list', '--organization', 'Nobody']],
    [['clients', 'revoke', 'client_nobody']],
    [['plans', 'create', '--organization', 'Nobody', '--slug', 'x', '--name', 'x']],
    [['plans', 'show', 'nothing']],
    [['portals', 'enable', '--plan', 'pln_01h455vb4pex5vsknk084sn02q']],
    [['brands', 'show', '--plan', 'nothing']],
    [['brands', 'set', '--organization', MISSING_ID, '--name', 'x']],
    [['customers', 'create', '--plan', 'nothing', ...person('new@example.com')]],
    [['keys', 'list']],
  ])('%j', async (args) => {
    const { exitCode, out, err } = await ran.operator(...args)
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' })
    expect(err).toMatch(/^Not done: .* was not found\.\n$/)
  })
})

describe('what is taken exits with 4', () => {
  it.each<[string, string[], string]>([
    [
      'a slug, also of another organisation',
      ['plans', 'create', '--organization', 'Nordlicht', '--slug', 'sonnwerk', '--name', 'x'],
      '--slug: The slug sonnwerk is taken.',
    ],
    [
      'a domain',
      ['portals', 'enable', '--plan', 'sonnwerk', '--domain', 'Strom.Nordlicht.example'],
      '--domain: The domain strom.nordlicht.example belongs to another portal.',
    ],
    [
      'an e-mail in other letters',
      ['customers', 'create', '--plan', 'sonnwerk', ...person('ANNA@example.com')],
      '--email: ',
    ],
    [
      'an external id',
      ['customers', 'create', '--plan', 'sonnwerk', ...person('other@example.com'), '--external-id', 'k-1'],
      'external id',
    ],
  ])('%s', async (_, args, message) => {
    const { exitCode, out, err } = await ran.operator(...args)
    expect({ exitCode, out }).toEqual({ exitCode: 4, out: '' })
    expect(err).toContain(message)
  })

  test('a client id', async () => {
    const create = (organization: string) =>
      ran.operator(
        'clients',
        'create',
        '--organization',
        organization,
        '--name',
        'x',
        '--client-id',
        'shared',
      )
    expect((await create('Sonnwerk')).exitCode).toBe(0)
    expect(await create('Nordlicht')).toMatchObject({
      exitCode: 4,
      err: 'Not done: --client-id: The client id shared is taken.\n',
    })
  })

  test('but the same e-mail may be a customer of another organisation', async () => {
    expect(
      (await ran.operator('customers', 'create', '--plan', 'nordlicht', ...person('anna@example.com')))
        .exitCode,
    ).toBe(0)
  })
})

describe("another organisation's plan and client are not touched", () => {
  it.each([
    [['portals', 'enable', '--plan', 'nordlicht', '--checkout']],
    [['portals', 'disable', '--plan', 'nordlicht']],
    [['brands', 'set', '--plan', 'nordlicht', '--name', 'Taken over']],
    [['customers', 'create', '--plan', 'nordlicht', ...person('stray@example.com')]],
  ])('%j', async (args) => {
    const before = await ran.pool.query('select * from plans order by id')
    expect((await ran.operator(...args, '--organization', sonnwerk)).exitCode).toBe(3)
    expect((await ran.pool.query('select * from plans order by id')).rows).toEqual(before.rows)
    expect((await ran.operator('customers', 'list', '--organization', nordlicht)).out).not.toContain('stray@')
  })

  test('clients revoke', async () => {
    await ran.operator(
      'clients',
      'create',
      '--organization',
      'Nordlicht',
      '--name',
      'x',
      '--client-id',
      'theirs',
    )
    expect((await ran.operator('clients', 'revoke', 'theirs', '--organization', sonnwerk)).exitCode).toBe(3)
    expect(await ran.json('clients', 'list', '--organization', nordlicht)).toContainEqual(
      expect.objectContaining({ clientId: 'theirs', revokedAt: null }),
    )
  })
})

test('a name that two organisations have is refused and their ids are told', async () => {
  const ids = [
    await ran.json('orgs', 'create', '--name', 'Twin'),
    await ran.json('orgs', 'create', '--name', 'TWIN'),
  ]
  const { exitCode, err } = await ran.operator('clients', 'list', '--organization', 'twin')
  expect(exitCode).toBe(2)
  for (const organization of ids) expect(err).toContain((organization as { id: string }).id)
})

test('a database that cannot be reached exits with 1 and says so', async () => {
  const { operator } = await createOperator({
    database: () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:1')),
  })
  expect(await operator('orgs', 'list', '--json')).toEqual({
    exitCode: 1,
    out: '',
    err: 'Failed: connect ECONNREFUSED 127.0.0.1:1\n',
  })
})
