import { createHash } from 'node:crypto'

/** First id that a text may get: below stand the ids of built-in connectors, chosen by hand. */
export const firstStableId = 100_001
const span = 2_147_483_647 - firstStableId

/**
 * An id that the same text gets at every start and on every machine: 100 001 to 2 147 483 646, because
 * old clients keep ids in 32 signed bits.
 */
export function stableId(text: string): number {
  return firstStableId + (createHash('sha256').update(text).digest().readUInt32BE(0) % span)
}

/** Numbers things of one kind; a second thing with the same hash gets the next free number. */
export function stableNumbering(): (text: string) => number {
  const taken = new Set<number>()
  return (text) => {
    let id = stableId(text)
    while (taken.has(id)) id += 1
    taken.add(id)
    return id
  }
}
