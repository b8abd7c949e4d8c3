import { writeFile } from 'node:fs/promises'
import { InvalidInput } from './input.ts'

/** Writes what was asked for to a file. @throws InvalidInput in a plain sentence when it cannot be written. */
export async function writeOutputFile(file: string, bytes: Buffer, flag = '--out'): Promise<void> {
  try {
    await writeFile(file, bytes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidInput([{ flag, message: `${file} cannot be written (${reason})` }])
  }
}
