import { readFile } from 'node:fs/promises'
import { errorCode } from '../db/error-code.ts'
import { InvalidInput } from './input.ts'

/** The file's bytes. @throws InvalidInput in a plain sentence when there is none or it cannot be read. */
export async function readInputFile(file: string, flag = 'file'): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = errorCode(error)
    const message = code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${code})`
    throw new InvalidInput([{ flag, message }])
  }
}
