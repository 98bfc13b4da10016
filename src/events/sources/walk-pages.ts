/**
 * Reads all pages of a list that may change meanwhile. When its total shrinks, later records have moved forward, so as
 * many pages are read again; a list in which fewer records were met than it has is read again from its beginning.
 * Records may therefore be met twice; none is left out. A list without end is given up.
 */
import { PlatformError } from '../../core/errors.ts'

export interface Page {
  readonly records: readonly unknown[]
  /** How many there are in all pages, where the vendor says. */
  readonly total: number | undefined
  /** Token of the next page; undefined on the last. */
  readonly next: string | undefined
}

export interface WalkParts {
  /** `first` saves asking for the first page when it is known. */
  readonly first?: Page | undefined
  readonly ask: (token: string | undefined) => Promise<Page>
  readonly idOf: (record: unknown) => string | undefined
  /** Gets each page, in order. */
  readonly take: (records: readonly unknown[]) => Promise<void> | void
}

const mostRounds = 3
const mostStepsBack = 50

/** How much is read in one walk, all its rounds together. */
export interface WalkLimits {
  readonly pages: number
  readonly records: number
  readonly minutes: number
}

const usualLimits: WalkLimits = { pages: 2000, records: 100_000, minutes: 10 }

/** Throws `unavailable` when the list moves faster than it can be read, or goes on beyond the limits. */
export async function walkPages(parts: WalkParts, limits = usualLimits): Promise<void> {
  const seen = new Set<string>()
  const check = createBounds(limits)
  const bounded: WalkParts = {
    ...parts,
    take(records) {
      check(records.length)
      return parts.take(records)
    },
  }
  for (let round = 1; ; round += 1) {
    const first = round === 1 ? parts.first : undefined
    const { total, hasMoved } = await walkOnce(bounded, seen, first)
    if (total === undefined || seen.size >= total) return
    // Vendors whose totals are estimates are believed once their lists stand still.
    if (round >= 2 && !hasMoved) return
    if (round >= mostRounds) throw moving()
  }
}

async function walkOnce(
  { ask, idOf, take }: WalkParts,
  seen: Set<string>,
  first: Page | undefined,
): Promise<{ total: number | undefined; hasMoved: boolean }> {
  const tokens: (string | undefined)[] = [undefined]
  let total: number | undefined
  let hasMoved = false
  let stepsBack = 0
  for (let index = 0; ;) {
    const page =
      index === 0 && first !== undefined && total === undefined ? first : await ask(tokens[index])
    await take(page.records)
    for (const record of page.records) {
      const id = idOf(record)
      if (id !== undefined) seen.add(id)
    }
    const gone = (total ?? 0) - (page.total ?? total ?? 0)
    hasMoved ||= total !== undefined && page.total !== total
    total = page.total ?? total
    if (gone > 0 && index > 0) {
      stepsBack += 1
      if (stepsBack > mostStepsBack) throw moving()
      index = Math.max(0, index - Math.ceil(gone / Math.max(1, page.records.length)))
      continue
    }
    if (page.next === undefined || page.records.length === 0) return { total, hasMoved }
    index += 1
    tokens[index] = page.next
  }
}

/** Counts what is read; throws at the page that is too much. */
function createBounds(limits: WalkLimits): (records: number) => void {
  const end = performance.now() + limits.minutes * 60_000
  let [pages, met] = [0, 0]
  return (records) => {
    pages += 1
    met += records
    if (pages > limits.pages) throw endless(`${limits.pages} pages`)
    if (met > limits.records) throw endless(`${limits.records} records`)
    if (performance.now() > end) throw endless(`${limits.minutes} minutes`)
  }
}

function endless(limit: string): PlatformError {
  return new PlatformError(
    'unavailable',
    `The list at the vendor did not end within ${limit}, the most that is read in one poll`,
  )
}

function moving(): PlatformError {
  return new PlatformError(
    'unavailable',
    'The records at the vendor change faster than they can be read; they are read again later',
  )
}
