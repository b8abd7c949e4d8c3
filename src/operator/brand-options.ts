import type { Command } from 'commander'
import { type BrandInput, brandInputSchema } from '../brand/brand.ts'
import { readInputFile } from './input-file.ts'
import { type Input, InvalidInput } from './input.ts'
import { parseWhole } from './units.ts'

export interface BrandOptions {
  file?: string
  replace?: boolean
  logo?: string
  favicon?: string
  colour?: string[]
  logoHasName?: boolean
  [option: string]: string | string[] | boolean | undefined
}

/** Each option that sets one or several parts of the brand to the text given. */
const TEXT_OPTIONS: readonly { flag: string; hint: string; paths: readonly string[] }[] = [
  { flag: '--name <name>', hint: 'as customers know the brand', paths: ['name'] },
  {
    flag: '--accent <#rrggbb>',
    hint: 'the colour of the brand, light and dark',
    paths: ['colours.light.accent', 'colours.dark.accent'],
  },
  { flag: '--accent-dark <#rrggbb>', hint: 'another one in the dark', paths: ['colours.dark.accent'] },
  { flag: '--paper <#rrggbb>', hint: 'the page', paths: ['colours.light.paper'] },
  { flag: '--paper-dark <#rrggbb>', hint: 'the page in the dark', paths: ['colours.dark.paper'] },
  { flag: '--ink <#rrggbb>', hint: 'text', paths: ['colours.light.ink'] },
  { flag: '--ink-dark <#rrggbb>', hint: 'text in the dark', paths: ['colours.dark.ink'] },
  {
    flag: '--font <name>',
    hint: 'figtree, bricolage-grotesque, schibsted-grotesk or system',
    paths: ['font.text'],
  },
  { flag: '--display-font <name>', hint: 'of headings and large numbers', paths: ['font.display'] },
  { flag: '--scheme <scheme>', hint: 'light, dark or auto, until the visitor chooses', paths: ['scheme'] },
  { flag: '--locale <locale>', hint: 'de or en, until the visitor chooses', paths: ['locale'] },
  { flag: '--support-email <address>', hint: 'shown under help', paths: ['support.email'] },
  { flag: '--support-phone <number>', hint: 'shown under help', paths: ['support.phone'] },
  { flag: '--imprint <URL>', hint: 'address of the imprint', paths: ['legal.imprint.url'] },
  { flag: '--privacy <URL>', hint: 'address of the privacy notice', paths: ['legal.privacy.url'] },
  {
    flag: '--accessibility <URL>',
    hint: 'address of the accessibility statement',
    paths: ['legal.accessibility.url'],
  },
  { flag: '--terms <URL>', hint: 'address of the terms', paths: ['legal.terms.url'] },
  { flag: '--sender-name <name>', hint: 'sender of mails', paths: ['senderName'] },
  { flag: '--sender-email <address>', hint: 'sender of mails', paths: ['senderEmail'] },
]
const NUMBER_OPTIONS: typeof TEXT_OPTIONS = [
  { flag: '--radius <px>', hint: 'corners of cards, 0 to 28', paths: ['radius'] },
  { flag: '--display-weight <weight>', hint: 'of headings, 400 to 800', paths: ['font.displayWeight'] },
]

export function brandOptions(command: Command): Command {
  for (const { flag, hint } of [...TEXT_OPTIONS, ...NUMBER_OPTIONS]) command.option(flag, hint)
  return command
    .option('--colour <scheme.token=#rrggbb...>', 'any colour by its name, like light.edge=#667085')
    .option('--logo <file>', 'SVG, PNG, WebP or JPEG, at most 64 KB')
    .option('--logo-has-name', 'the logo contains the name, so it is not written beside it')
    .option('--no-logo-has-name', 'the name is written beside the logo')
    .option('--favicon <file>', 'like the logo; the logo unless given')
    .option(
      '--file <brand.json>',
      'a brand as JSON, as `brands show --stored` writes it; options win over it',
    )
    .option('--replace', 'forget what was set before')
}

/** The options as the brand they describe; whatever is wrong with them is told to `input`. */
export async function readBrand(input: Input, options: BrandOptions): Promise<BrandInput | undefined> {
  const flags = new Map<string, string>()
  const brand: Json = await readJson(input, options.file)
  const put = (path: string, value: unknown, flag: string) => {
    flags.set(path, flag)
    setAt(brand, path.split('.'), value)
  }
  for (const { flag, paths } of TEXT_OPTIONS) {
    const value = options[optionName(flag)]
    if (value !== undefined) for (const path of paths) put(path, value, nameOf(flag))
  }
  for (const { flag, paths } of NUMBER_OPTIONS) {
    const text = options[optionName(flag)]
    const value = typeof text === 'string' ? input.read(nameOf(flag), text, parseWhole) : undefined
    if (value !== undefined) for (const path of paths) put(path, value, nameOf(flag))
  }
  for (const text of options.colour ?? []) {
    const [, path, value] = /^((?:light|dark)\.[A-Za-z]+)=(.+)$/.exec(text) ?? []
    if (path === undefined) input.add(`--colour ${text}`, 'write it like light.edge=#667085')
    else put(`colours.${path}`, value, `--colour ${path}`)
  }
  for (const name of ['logo', 'favicon'] as const) {
    const picture = await readPicture(input, name, options[name])
    if (picture !== undefined) put(name, picture, `--${name}`)
  }
  if (options.logoHasName !== undefined) put('logoHasName', options.logoHasName, '--logo-has-name')
  if (Object.keys(brand).length === 0 && !options.replace && options.file === undefined) {
    input.add('brand', 'name at least one part of the brand, see stromtor brands set --help')
  }
  return input.check(brandInputSchema, brand, (path) => ({ flag: labelOf(path, flags, options.file) }))
}

/** The option that set this part, or the part of the file it was read from. */
function labelOf(path: string, flags: Map<string, string>, file: string | undefined): string {
  for (const [set, flag] of flags) if (set === path || set.startsWith(`${path}.`)) return flag
  return file === undefined ? path : `${file}${path && ` ${path}`}`
}

async function readJson(input: Input, file: string | undefined): Promise<Json> {
  if (file === undefined) return {}
  const bytes = await readBytes(input, '--file', file)
  if (!bytes) return {}
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (isJsonObject(value)) return value
    input.add('--file', `${file} is not a JSON object`)
  } catch {
    input.add('--file', `${file} is not JSON`)
  }
  return {}
}

/** First bytes of the raster pictures a brand may have. */
const SIGNATURES: readonly { type: string; at: number; bytes: string }[] = [
  { type: 'image/png', at: 0, bytes: '\x89PNG' },
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
]

/** SVG as text, anything else as a data URI; what it really is decides, not the file's name. */
async function readPicture(
  input: Input,
  name: string,
  file: string | undefined,
): Promise<string | undefined> {
  if (file === undefined) return undefined
  const bytes = await readBytes(input, `--${name}`, file)
  if (!bytes) return undefined
  const raster = SIGNATURES.find(
    ({ at, bytes: signature }) => bytes.toString('latin1', at, at + signature.length) === signature,
  )
  return raster
    ? `data:${raster.type};base64,${bytes.toString('base64')}`
    : bytes.toString('utf8').replace(/^\uFEFF/, '')
}

async function readBytes(input: Input, flag: string, file: string): Promise<Buffer | undefined> {
  try {
    return await readInputFile(file, flag)
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    for (const problem of error.problems) input.add(problem.flag, problem.message)
    return undefined
  }
}

/** `--accent-dark <#rrggbb>` → `--accent-dark`. */
const nameOf = (flag: string): string => flag.split(' ')[0] ?? flag

/** As Commander names the option's value: `--accent-dark` → `accentDark`. */
const optionName = (flag: string): string =>
  nameOf(flag)
    .slice(2)
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

type Json = Record<string, unknown>

const isJsonObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function setAt(target: Json, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const inner = target[key]
  // A legal page given as an address replaces one that the file gives as a text.
  const next = isJsonObject(inner) && rest[0] !== 'url' ? inner : {}
  target[key] = next
  setAt(next, rest, value)
}
