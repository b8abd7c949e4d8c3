import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { fileRefused } from './file-refused.ts'

/** A file that is read piece by piece and several times over, so that a long one is never held as a whole. */
export interface FileBytes {
  length: number
  read: (from: number, to: number) => Buffer
  close: () => void
}

const PIECE = 1 << 16

export function* pieces(file: FileBytes, from = 0, to = file.length): Generator<[piece: Buffer, at: number]> {
  for (let at = from; at < to; at += PIECE) yield [file.read(at, Math.min(at + PIECE, to)), at]
}

/** The bytes themselves, or those of the file at a path. @throws Failure if there is no such file */
export function openBytes(content: Buffer | string): FileBytes {
  if (typeof content !== 'string') {
    return { length: content.length, read: (from, to) => content.subarray(from, to), close: () => undefined }
  }
  const descriptor = orRefused(() => openSync(content, 'r'))
  return {
    length: orRefused(() => fstatSync(descriptor).size),
    read: (from, to) => orRefused(() => readPart(descriptor, from, to)),
    close: () => closeSync(descriptor),
  }
}

function readPart(descriptor: number, from: number, to: number): Buffer {
  const part = Buffer.allocUnsafe(to - from)
  let filled = 0
  while (filled < part.length) {
    const count = readSync(descriptor, part, filled, part.length - filled, from + filled)
    if (count === 0) throw new Error('it was shortened meanwhile')
    filled += count
  }
  return part
}

function orRefused<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw fileRefused(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
