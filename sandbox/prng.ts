/** A small repeatable source of chance: the same seed gives the same sequence on every machine. */
export interface Prng {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [low, high], both included. */
  integer(low: number, high: number): number
  /** One member of a list that must not be empty. */
  pick<T>(list: readonly T[]): T
  /** The same, with undefined for an empty list. */
  pickOr<T>(list: readonly T[]): T | undefined
}

/** Starts a {@link Prng} (xorshift over 32 bits, seeded through an FNV-1a hash of the text form). */
export function createPrng(seed: number | string): Prng {
  let state = hashOf(String(seed)) || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
  for (let warmUp = 0; warmUp < 8; warmUp += 1) next()
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    integer,
    pick<T>(list: readonly T[]): T {
      const value = list[integer(0, list.length - 1)]
      if (value === undefined) throw new Error('Cannot pick from an empty list')
      return value
    },
    pickOr: (list) => list[integer(0, list.length - 1)],
  }
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash | 0
}
