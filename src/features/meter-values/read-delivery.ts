import { createHash } from 'node:crypto'
import { Failure } from '../../domain/failure.ts'
import type { Parsed } from './delivery.ts'
import { fileRefused } from './file-refused.ts'
import type { LoadProfileOptions } from './load-profile-options.ts'
import { parseLoadProfile, type Progress } from './parse-load-profile.ts'
import { isMscons, parseMscons } from './parse-mscons.ts'

/** Ten years of fifty meters; a larger file is a mistake more often than a delivery. */
const MOST_BYTES = 512 * 1024 * 1024

export interface DeliveredFile {
  fileName: string
  content: Buffer
  options?: LoadProfileOptions
  onProgress?: (progress: Progress) => void
}

/** Detects the format by the content and reads it; whatever is refused is told with the file's name in front. */
export async function readDelivery({
  fileName,
  content,
  options = {},
  onProgress,
}: DeliveredFile): Promise<Parsed> {
  return await named(fileName, async () => {
    if (content.length > MOST_BYTES) throw fileRefused('The file is larger than 512 MB.')
    // The market's messages are in ISO 8859-1, so every byte is a character.
    if (isMscons(content.subarray(0, 1000).toString('latin1'))) return parseMscons(content.toString('latin1'))
    return await parseLoadProfile(content, { ...options, ...(onProgress && { onProgress }) })
  })
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

export const digestOf = (content: Buffer): Buffer => createHash('sha256').update(content).digest()
