import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

/** The key that signs comes first; those behind it only verify, until the tokens they signed have expired. */
const keyFile = z.object({
  /** What other keys are derived from. Rotation leaves it alone, so cursors and forms outlive it. */
  seed: z.base64url().min(43),
  keys: z
    .array(z.object({ kid: z.string().min(1), secret: z.base64url().min(43), createdAt: z.iso.datetime() }))
    .min(1),
})
type KeyFile = z.infer<typeof keyFile>

export interface SigningKeys {
  current: () => Promise<{ kid: string; key: KeyObject }>
  /** Undefined for a key id that was never ours or has been rotated out. */
  byKid: (kid: string) => Promise<KeyObject | undefined>
  /** A key for another use than access tokens (cursors, form tokens), the same for as long as the file lives. */
  derive: (purpose: string) => Promise<Buffer>
}

const LOOK_AGAIN_MS = 2000

/**
 * Access tokens are signed with keys that live in a file beside the database, not in it: who reads the database can sign
 * nothing. Processes that serve one installation are given the same file. It is read again when it changes, so keys
 * rotate (`stromtor keys rotate`) without a restart, and two keys are valid at once.
 */
export function createSigningKeys(path: string): SigningKeys {
  let loaded: { mtimeMs: number; keys: Map<string, KeyObject>; first: string; seed: Buffer } | undefined
  let lookedAt = 0

  async function load() {
    const now = performance.now()
    if (loaded && now - lookedAt < LOOK_AGAIN_MS) return loaded
    lookedAt = now
    const { mtimeMs } = await stat(path)
    if (loaded?.mtimeMs === mtimeMs) return loaded
    const { seed, keys } = await readKeyFile(path)
    const objects = new Map(
      keys.map(({ kid, secret }) => [kid, createSecretKey(Buffer.from(secret, 'base64url'))]),
    )
    const [first] = keys
    if (!first) throw new Error(`${path} holds no key.`)
    loaded = { mtimeMs, keys: objects, first: first.kid, seed: Buffer.from(seed, 'base64url') }
    return loaded
  }

  return {
    async current() {
      const { keys, first } = await load()
      return { kid: first, key: keys.get(first) as KeyObject }
    },
    async byKid(kid) {
      const known = (await load()).keys.get(kid)
      if (known) return known
      // Another process may have rotated a moment ago.
      lookedAt = Number.NEGATIVE_INFINITY
      return (await load()).keys.get(kid)
    },
    async derive(purpose) {
      const { seed } = await load()
      return Buffer.from(hkdfSync('sha256', seed, '', `stromtor ${purpose}`, 32))
    },
  }
}

/** Makes the file with a first key unless it exists; of several processes starting at once one makes it. */
export async function ensureSigningKeys(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeKeyFile(draft, { seed: randomBytes(32).toString('base64url'), keys: [newKey()] })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
}

/** Puts a new key in front and keeps the one that signed until now. Answers the new key's id. */
export async function rotateSigningKeys(path: string): Promise<string> {
  const { seed, keys } = await readKeyFile(path)
  const fresh = newKey()
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeKeyFile(draft, { seed, keys: [fresh, ...keys.slice(0, 1)] })
  await rename(draft, path)
  return fresh.kid
}

function newKey(): KeyFile['keys'][number] {
  return {
    kid: randomBytes(6).toString('hex'),
    secret: randomBytes(32).toString('base64url'),
    createdAt: new Date().toISOString(),
  }
}

async function readKeyFile(path: string): Promise<KeyFile> {
  const parsed = keyFile.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success)
    throw new Error(`${path} is not a file of signing keys: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

async function writeKeyFile(path: string, file: KeyFile): Promise<void> {
  await writeFile(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
}
