import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOperator, words } from '../../tests/support/operator.ts'
import type { Brand } from '../brand/brand.ts'
import { contrast } from '../brand/contrast.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let ran: Awaited<ReturnType<typeof createOperator>>
let directory: string

beforeAll(async () => {
  ran = await createOperator()
  directory = await mkdtemp(join(tmpdir(), 'stromtor-brands-'))
  const { id } = (await ran.json('organizations', 'create', '--name', 'Sonnwerk GmbH')) as { id: string }
  for (const slug of ['one', 'two', 'three', 'four']) {
    await ran.json('plans', 'create', '--organization', id, '--slug', slug, '--name', slug)
  }
})
afterAll(() => rm(directory, { recursive: true }))

const file = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(join(directory, name), content)
  return join(directory, name)
}
const show = async (plan: string) => (await ran.json('brands', 'show', '--plan', plan)) as Brand

test('every part of a brand can be set by options', async () => {
  const logo = await file(
    'logo.svg',
    '<svg viewBox="0 0 8 8" onload="alert(1)"><circle cx="4" cy="4" r="4"/></svg>',
  )
  const favicon = await file('favicon.png', PNG)
  const { exitCode } = await ran.operator(
    ...words(
      `brands set --plan one --name Sonnwerk --accent #9c3708 --paper #fff8f0
        --logo ${logo} --favicon ${favicon} --logo-has-name
        --font schibsted-grotesk --display-font system --display-weight 700 --radius 4
        --scheme light --locale en
        --support-email hallo@sonnwerk.example --support-phone "+49 30 123456"
        --imprint https://sonnwerk.example/impressum --privacy https://sonnwerk.example/datenschutz
        --sender-name "Sonnwerk Service" --sender-email service@sonnwerk.example --colour light.line=#ddccbb`,
    ),
  )
  expect(exitCode).toBe(0)
  const brand = await show('one')
  expect(brand).toMatchObject({
    name: 'Sonnwerk',
    logoHasName: true,
    favicon: `data:image/png;base64,${PNG.toString('base64')}`,
    font: { text: 'schibsted-grotesk', display: 'system', displayWeight: 700 },
    radius: 4,
    scheme: 'light',
    locale: 'en',
    support: { email: 'hallo@sonnwerk.example', phone: '+49 30 123456' },
    legal: {
      imprint: { url: 'https://sonnwerk.example/impressum' },
      privacy: { url: 'https://sonnwerk.example/datenschutz' },
    },
    senderName: 'Sonnwerk Service',
    senderEmail: 'service@sonnwerk.example',
  })
  expect(brand.colours.light).toMatchObject({ accent: '#9c3708', paper: '#fff8f0', line: '#ddccbb' })
  expect(brand.logo).toContain('<circle')
  expect(brand.logo).not.toContain('onload')
})

test('a colour nobody could read is saved corrected, and each correction is told', async () => {
  const { exitCode, err } = await ran.operator('brands', 'set', '--plan', 'two', '--accent', '#ffdd00')
  expect(exitCode).toBe(0)
  const [, to = ''] =
    /^Corrected light\.accent: #ffdd00 → (#[0-9a-f]{6}) \(contrast 1\.\d\d?:1 → 4\.\d\d?:1\)\n$/.exec(err) ??
    []
  const { light, dark } = (await show('two')).colours
  expect(light.accent).toBe(to)
  expect(dark.accent).toBe('#ffdd00')
  for (const surface of [light.paper, light.raised, light.sunk, light.accentSoft]) {
    expect(contrast(light.accent, surface)).toBeGreaterThanOrEqual(4.5)
  }
  // Saved as told, so that saving another part has nothing left to correct.
  expect(
    (await ran.operator('brands', 'set', '--plan', 'two', '--accent', to, '--accent-dark', '#ffdd00')).err,
  ).toBe('')
})

test('only what is named changes, unless the brand is replaced', async () => {
  await ran.json(
    'brands',
    'set',
    '--plan',
    'three',
    '--name',
    'Drei',
    '--support-email',
    'a@example.com',
    '--accent',
    '#123456',
  )
  expect(await ran.json('brands', 'set', '--plan', 'three', '--support-phone', '030 123456')).toMatchObject({
    stored: {
      name: 'Drei',
      support: { email: 'a@example.com', phone: '030 123456' },
      colours: { light: { accent: '#123456' } },
    },
  })
  expect(await ran.json('brands', 'set', '--plan', 'three', '--radius', '0', '--replace')).toMatchObject({
    stored: { radius: 0 },
  })
  expect(await ran.json('brands', 'show', '--plan', 'three', '--stored')).toEqual({ radius: 0 })
})

test('a plan wears the brand of its organisation with its own over it', async () => {
  await ran.json(
    'brands',
    'set',
    '--organization',
    'Sonnwerk GmbH',
    '--name',
    'Sonnwerk',
    '--locale',
    'en',
    '--support-email',
    'a@example.com',
  )
  await ran.json('brands', 'set', '--plan', 'four', '--locale', 'de', '--support-phone', '030 123456')
  expect(await show('four')).toMatchObject({
    name: 'Sonnwerk',
    locale: 'de',
    support: { email: 'a@example.com', phone: '030 123456' },
  })
  expect(await ran.json('brands', 'show', '--organization', 'Sonnwerk GmbH')).toMatchObject({
    name: 'Sonnwerk',
    locale: 'en',
  })
})

test('a brand can be read from a file, which options win over', async () => {
  const path = await file(
    'brand.json',
    JSON.stringify({
      name: 'Aus Datei',
      legal: { imprint: { text: 'Anschrift' } },
      colours: { light: { accent: '#004488' } },
    }),
  )
  await ran.json(
    'brands',
    'set',
    '--plan',
    'four',
    '--file',
    path,
    '--name',
    'Von Hand',
    '--imprint',
    'https://x.example/i',
    '--replace',
  )
  const stored = await ran.json('brands', 'show', '--plan', 'four', '--stored')
  expect(stored).toEqual({
    name: 'Von Hand',
    legal: { imprint: { url: 'https://x.example/i' } },
    colours: { light: { accent: '#004488' } },
  })
  const again = await file('stored.json', JSON.stringify(stored))
  expect(await ran.json('brands', 'set', '--plan', 'four', '--file', again, '--replace')).toMatchObject({
    stored,
  })
})

test.each([
  [
    '{"name": 5, "colours": {"light": {"acent": "#fff"}}, "shade": 1}',
    ['name: ', 'colours.light.acent: is not known', 'shade: is not known'],
  ],
  ['[]', ['is not a JSON object']],
  ['{', ['is not JSON']],
])('the file %s is refused with what is wrong in it', async (content, messages) => {
  const path = await file('bad.json', content)
  const { exitCode, err } = await ran.operator('brands', 'set', '--plan', 'four', '--file', path)
  expect(exitCode).toBe(2)
  for (const message of messages) expect(err).toContain(message)
})

test.each([
  ['nothing.svg', '<svg></svg>', 'must be an SVG drawing or a PNG, WebP or JPEG data URI'],
  [
    'page.svg',
    '<html><script>alert(1)</script></html>',
    'must be an SVG drawing or a PNG, WebP or JPEG data URI',
  ],
  ['gif.png', 'GIF89a', 'must be an SVG drawing or a PNG, WebP or JPEG data URI'],
  ['large.png', Buffer.concat([PNG, Buffer.alloc(64 * 1024)]), 'a logo or favicon is at most 64 KB'],
])('the logo %s is refused', async (name, content, message) => {
  const { exitCode, err } = await ran.operator(
    'brands',
    'set',
    '--plan',
    'four',
    '--logo',
    await file(name, content),
  )
  expect({ exitCode, err }).toEqual({ exitCode: 2, err: `Not done: --logo: ${message}\n` })
})
