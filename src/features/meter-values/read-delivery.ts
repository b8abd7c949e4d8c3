import { createHash } from 'node:crypto'
import { Failure } from '../../domain/failure.ts'
import type { Parsed } from './delivery.ts'
import { type FileBytes, openBytes, pieces } from './file-bytes.ts'
import { fileRefused } from './file-refused.ts'
import type { LoadProfileOptions } from './load-profile-options.ts'
import { parseLoadProfileCsv, type ParseOptions, type Progress } from './parse-load-profile.ts'
import { isMscons, parseMscons } from './parse-mscons.ts'

/** Ten years of fifty meters; a larger file is a mistake more often than a delivery. */
const MOST_BYTES = 512 * 1024 * 1024

export interface DeliveredFile {
  fileName: string
  /** The bytes, or the path of the file that holds them: a long one is then never held as a whole. */
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
    const file = openBytes(content)
    try {
      if (file.length > MOST_BYTES) throw fileRefused('The file is larger than 512 MB.')
      const parsed = await parse(file, { ...options, ...(onProgress && { onProgress }) })
      return { parsed, sha256: digestOf(file) }
    } finally {
      file.close()
    }
  })
}

async function parse(file: FileBytes, options: ParseOptions): Promise<Parsed> {
  // The market's messages are in ISO 8859-1, so every byte is a character.
  const isMessage = isMscons(file.read(0, Math.min(1000, file.length)).toString('latin1'))
  if (isMessage) return parseMscons(file.read(0, file.length).toString('latin1'))
  return await parseLoadProfileCsv(file, options)
}

function digestOf(file: FileBytes): Buffer {
  const hash = createHash('sha256')
  for (const [piece] of pieces(file)) hash.update(piece)
  return hash.digest()
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
