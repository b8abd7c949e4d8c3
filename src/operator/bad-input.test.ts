import { beforeAll, describe, expect, it, test } from 'vitest'
import { createOperator, idOf } from '../../tests/support/operator.ts'

let ran: Awaited<ReturnType<typeof createOperator>>

beforeAll(async () => {
  ran = await createOperator()
  const organization = idOf(await ran.json('organizations', 'create', '--name', 'Sonnwerk'))
  await ran.json('plans', 'create', '--organization', organization, '--slug', 'sonnwerk', '--name', 'x')
})

describe('every bad field is named at once, and nothing is done', () => {
  it.each<[string, string[], string[]]>([
    [
      'an organisation',
      ['organizations', 'create', '--return-host', 'https://x'],
      ['--name: is required', '--return-host (no. 1): Write a host'],
    ],
    [
      'a client',
      ['clients', 'create', '--scope', 'all', '--client-id', 'a b'],
      [
        '--organization: is required',
        '--name: is required',
        '--scope: must be one of: read:* write:*, read:*',
        '--client-id: Use letters',
      ],
    ],
    [
      'a plan',
      [
        'plans',
        'create',
        '--slug',
        'Sonn Werk',
        '--type',
        'gas',
        '--tariff',
        'fixed',
        '--base-fee',
        '9.999',
        '--markup',
        '1,5',
        '--feed-in',
        '900',
        '--notice-days',
        '900',
      ],
      [
        '--organization: is required',
        '--slug: Use lower-case letters',
        '--name: is required',
        '--type: must be one of: consumption, feed_in',
        '--base-fee: "9.999" has more than 2 decimals; it would have to be rounded',
        '--markup: "1,5" is not an amount; write it like 1.5',
        '--feed-in: must be at most 500 ct/kWh',
        '--notice-days: must be at most 366 days',
        '--working-price: A fixed tariff needs its price per kWh.',
      ],
    ],
    [
      'a reserved slug',
      ['plans', 'create', '--organization', 'Sonnwerk', '--name', 'X', '--slug', 'api'],
      ['--slug: This name is reserved.'],
    ],
    [
      'a dynamic plan with a price',
      [
        'plans',
        'create',
        '--organization',
        'Sonnwerk',
        '--name',
        'X',
        '--slug',
        'x',
        '--working-price',
        '12',
      ],
      ['--working-price: A dynamic tariff follows the exchange price'],
    ],
    [
      'a portal',
      [
        'portals',
        'enable',
        '--link-ttl',
        '20m',
        '--session-idle',
        '300',
        '--session-max',
        '1m',
        '--domain',
        'https://x',
        '--frame-ancestor',
        'http://x.example',
      ],
      [
        '--plan: is required',
        '--link-ttl: must be at most 15m',
        '--session-idle: "300" is not a duration; write 90s, 5m, 12h or 7d',
        '--session-max: must be at least 5m',
        '--domain: Write a host name like strom.example.com.',
        '--frame-ancestor: must be an address that begins with https://',
      ],
    ],
    [
      'an idle time beyond the session',
      ['portals', 'enable', '--plan', 'sonnwerk', '--session-idle', '2h', '--session-max', '1h'],
      ['--session-idle: A session cannot idle for longer'],
    ],
    [
      'a brand',
      [
        'brands',
        'set',
        '--accent',
        'red',
        '--radius',
        '99',
        '--font',
        'arial',
        '--imprint',
        'impressum',
        '--support-phone',
        'x',
        '--logo',
        '/no/logo.svg',
        '--colour',
        'light.foo=#123456',
        'pink',
      ],
      [
        '--organization or --plan: one of them is required',
        '--accent: a colour is written #rgb or #rrggbb',
        '--radius: must be at most 28',
        '--font: must be one of: figtree',
        '--imprint: must be an http(s) address',
        '--support-phone: a telephone number',
        '--logo: there is no file /no/logo.svg',
        '--colour light.foo: is not known',
        '--colour pink: write it like light.edge=#667085',
      ],
    ],
    ['a brand without any part', ['brands', 'set', '--plan', 'sonnwerk'], ['brand: name at least one part']],
    [
      'a customer',
      ['customers', 'create', '--email', 'anna', '--first-name', '', '--locale', 'fr', '--external-id', ' '],
      [
        '--plan: is required',
        '--email: Invalid email',
        '--first-name: must not be empty',
        '--last-name: is required',
        '--locale: must be one of: de, en',
        '--external-id: must not be empty',
      ],
    ],
    [
      'a list',
      ['customers', 'list', '--limit', '0'],
      ['--organization: is required', '--limit: must be at least 1'],
    ],
  ])('%s', async (_, args, messages) => {
    const before = await counts()
    const { exitCode, out, err } = await ran.operator(...args)
    expect(exitCode).toBe(2)
    expect(out).toBe('')
    for (const message of messages) expect(err).toContain(message)
    expect(err.trim().split('\n')).toHaveLength(messages.length === 1 ? 1 : messages.length + 1)
    expect(await counts()).toEqual(before)
  })
})

describe('usage', () => {
  it.each([
    [[], 'Usage: stromtor'],
    [['plans'], 'Usage: stromtor plans'],
    [['plan'], "error: unknown command 'plan'"],
    [['plans', 'craete'], 'Did you mean create?'],
    [['plans', 'create', '--base-fees', '1'], "error: unknown option '--base-fees'"],
    [['plans', 'show'], "error: missing required argument 'plan'"],
    [['plans', 'show', 'sonnwerk', 'more'], 'error: too many arguments'],
    [['plans', 'create', '--slug'], "error: option '--slug <slug>' argument missing"],
  ])('%j exits with 2 and says why on stderr', async (args, message) => {
    const { exitCode, out, err } = await ran.operator(...args)
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
    expect(err).toContain(message)
  })

  test('help and version need neither configuration nor database, and help names the exit codes', async () => {
    const nothing = () => {
      throw new Error('not needed')
    }
    const { operator } = await createOperator({ database: nothing, config: nothing })
    const help = await operator('--help')
    expect(help).toMatchObject({ exitCode: 0, err: '' })
    expect(help.out).toMatch(
      /Exit codes:\n {2}0 {2}done\n {2}1 {2}unexpected.*\n {2}2 {2}usage.*\n {2}3 {2}not found.*\n {2}4 {2}conflict/,
    )
    expect((await operator('portals', 'enable', '--help')).out).toContain('--link-ttl <duration>')
    expect(await operator('--version')).toEqual({ exitCode: 0, out: '1.2.3\n', err: '' })
  })
})

async function counts() {
  const { rows } = await ran.pool.query(
    'select (select count(*) from organizations), (select count(*) from api_clients) as clients, (select count(*) from plans) as plans, (select count(*) from customers) as customers, (select count(*) from audit_events) as audit',
  )
  return rows
}
