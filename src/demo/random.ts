/**
 * A stream of numbers in [0, 1) that its names decide (mulberry32 over an FNV-1a hash): the same day of the same series
 * comes out the same in every demo world, whenever it is built.
 */
export function randomFor(...names: readonly string[]): () => number {
  let state = 0x811c9dc5
  for (const character of names.join('\u0000')) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Roughly normal, mean 0, standard deviation 1. */
export const bell = (random: () => number): number =>
  (random() + random() + random() + random() - 2) * Math.sqrt(3)
