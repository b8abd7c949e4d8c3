import { z } from '@hono/zod-openapi'
import { badRequest } from '../../domain/failure.ts'
import { isStorable, UNSTORABLE } from '../../domain/text.ts'

export type Metadata = Record<string, unknown>

const METADATA_BYTES = 10 * 1024
const METADATA_DEPTH = 50

/** What a partner keeps with a contract: any JSON that the database can hold. */
export const metadataInput = z.record(z.string(), z.unknown()).superRefine((metadata, check) => {
  const message = faultOf(metadata)
  if (message !== undefined) check.addIssue({ code: 'custom', message })
})

/** Walked without recursion: what is sent may be nested as deep as a body is long. */
function faultOf(metadata: Metadata): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value: metadata, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && !isStorable(value)) return UNSTORABLE
    if (typeof value !== 'object' || value === null) continue
    if (depth > METADATA_DEPTH) return `At most ${METADATA_DEPTH} levels are allowed.`
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return UNSTORABLE
      open.push({ value: inner, depth: depth + 1 })
    }
  }
  return undefined
}

/**
 * Keys that are given replace those stored, `null` removes one, and `null` in place of all clears them.
 * @throws Failure BAD_REQUEST when the result is larger than 10 KB.
 */
export function mergeMetadata(stored: Metadata, given: Metadata | null): Metadata {
  if (given === null) return {}
  const merged = Object.fromEntries(
    Object.entries({ ...stored, ...given }).filter(
      ([key]) => !Object.hasOwn(given, key) || given[key] !== null,
    ),
  )
  if (Buffer.byteLength(JSON.stringify(merged)) > METADATA_BYTES) {
    throw badRequest('metadata', 'Metadata takes at most 10 KB as JSON.', 'too_big')
  }
  return merged
}
