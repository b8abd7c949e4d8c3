import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { Failure } from '../../domain/failure.ts'
import type { Parsed } from './delivery.ts'
import { fileRefused } from './file-refused.ts'
import type { LoadProfileOptions } from './load-profile-options.ts'
import { parseLoadProfile, type ParseOptions, type Progress } from './parse-load-profile.ts'
import { isMscons, parseMscons } from './parse-mscons.ts'

/** Ten years of fifty meters; a larger file is a mistake more often than a delivery. */
const MOST_BYTES = 512 * 1024 * 1024

export interface DeliveredFile {
  fileName: string
  /** The bytes, or the path of the file that holds them: then they are let go as soon as they are read. */
  content: Buffer | string
  options?: LoadProfileOptions
  onProgress?: (progress: Progress) => void
}

/** Detects the format by the content and reads it; whatever is refused is told with the file's name in front. */
export async function readDelivery({
  fileName,
  content,
  options = {},
  onProgress,
}: DeliveredFile): Promise<{ parsed: Parsed; sha256: Buffer }> {
  return await named(fileName, async () => {
    const bytes = typeof content === 'string' ? await readBytes(content) : content
    const sha256 = createHash('sha256').update(bytes).digest()
    return { parsed: await parse(bytes, { ...options, ...(onProgress && { onProgress }) }), sha256 }
  })
}

async function readBytes(path: string): Promise<Buffer> {
  const { size } = await stat(path).catch(unreadable)
  if (size > MOST_BYTES) throw fileRefused('The file is larger than 512 MB.')
  return await readFile(path).catch(unreadable)
}

function unreadable(error: unknown): never {
  throw fileRefused(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`)
}

async function parse(bytes: Buffer, options: ParseOptions): Promise<Parsed> {
  // The market's messages are in ISO 8859-1, so every byte is a character.
  if (isMscons(bytes.subarray(0, 1000).toString('latin1'))) return parseMscons(bytes.toString('latin1'))
  return await parseLoadProfile(bytes, options)
}

/** Puts the file's name in front of whatever is refused within. */
export async function named<Result>(fileName: string, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const between = error.message.startsWith('line ') ? ', ' : ': '
    throw new Failure(error.code, `${fileName}${between}${error.message}`)
  }
}
