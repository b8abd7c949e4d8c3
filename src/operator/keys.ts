import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { errorCode } from '../db/error-code.ts'
import { conflict, notFound } from '../domain/failure.ts'
import { ACCESS_TOKEN_SECONDS } from '../features/oauth/access-token.ts'
import { rotateSigningKeys } from '../features/oauth/signing-keys.ts'
import type { OperatorDeps } from './deps.ts'
import type { Output } from './output.ts'

const TOKEN_LIFE_MS = ACCESS_TOKEN_SECONDS * 1000

/** What may be shown of the file: never a secret. */
const listing = z.object({ keys: z.array(z.object({ kid: z.string(), createdAt: z.iso.datetime() })).min(1) })

interface KeyListing {
  kid: string
  createdAt: string
  /** The first signs; the one behind it only verifies what it signed before. */
  use: 'signs' | 'verifies'
}

export function keysCommand(deps: OperatorDeps, output: Output): Command {
  const keys = new Command('keys').description(
    'the keys that sign access tokens, in a file beside the database',
  )

  keys
    .command('rotate')
    .description(
      'put a new key in front; running servers take it up within seconds, tokens already out stay valid',
    )
    .option('--force', 'also within an hour of the last rotation, which makes tokens from before it invalid')
    .action(async (options: { force?: boolean }) => {
      const file = deps.config().signingKeysFile
      const [current, previous] = await readKeys(file)
      // Two keys are kept: this rotation drops the previous one, which signed until the current one was made.
      const ageMs = deps.now().epochMilliseconds - Date.parse(current?.createdAt ?? '')
      if (previous && !options.force && ageMs < TOKEN_LIFE_MS) {
        const minutes = Math.ceil((TOKEN_LIFE_MS - ageMs) / 60_000)
        throw conflict(
          'force',
          `tokens of the key before this one are still out: wait ${minutes} minutes, or give --force to make them invalid now`,
        )
      }
      const kid = await rotateSigningKeys(file)
      output.one({ kid, file }, [
        ['New key', kid],
        ['File', file],
      ])
    })

  keys
    .command('list')
    .description('list the keys by their ids')
    .action(async () => {
      output.list(
        await readKeys(deps.config().signingKeysFile),
        [
          { title: 'KEY', of: ({ kid }) => kid },
          { title: 'USE', of: ({ use }) => use },
          { title: 'CREATED', of: ({ createdAt }) => createdAt },
        ],
        'No key.',
      )
    })

  return keys
}

async function readKeys(path: string): Promise<KeyListing[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    throw notFound(`${path}, which the server makes at its first start, was`)
  }
  return listing
    .parse(JSON.parse(text))
    .keys.map(({ kid, createdAt }, index) => ({ kid, createdAt, use: index === 0 ? 'signs' : 'verifies' }))
}
