/** Anything kept in a {@link Collection}; rows are never changed in place, only replaced. */
export interface Row {
  readonly id: number
}

interface Search<T> {
  readonly version: number
  readonly rows: readonly T[]
}

const rememberedSearches = 16

/**
 * Rows by id, and beside them the slower "search index" that lists read from: with a lag, a write
 * shows up there only after a while, as the vendor's search does. Results of a search are remembered
 * until the index changes, so that walking 1,000 pages filters and sorts once.
 */
export class Collection<T extends Row> {
  readonly #rows = new Map<number, T>()
  readonly #indexed = new Map<number, T>()
  #pending: { readonly id: number; readonly dueAt: number }[] = []
  #searches = new Map<string, Search<T>>()
  #version = 0
  readonly #now: () => number
  readonly #lagMs: () => number

  /** `now` and the lag are in milliseconds. */
  constructor(now: () => number, lagMs: () => number) {
    this.#now = now
    this.#lagMs = lagMs
  }

  get size(): number {
    return this.#rows.size
  }

  get(id: number): T | undefined {
    return this.#rows.get(id)
  }

  /** The row that a path names; texts that are no number name none. */
  find(idText: string): T | undefined {
    return /^\d{1,15}$/.test(idText) ? this.#rows.get(Number(idText)) : undefined
  }

  /** All rows as they are now, in the order of creation. */
  all(): Iterable<T> {
    return this.#rows.values()
  }

  put(row: T): void {
    this.#rows.set(row.id, row)
    this.#publish(row.id)
  }

  delete(id: number): boolean {
    const existed = this.#rows.delete(id)
    if (existed) this.#publish(id)
    return existed
  }

  /** Changes whenever the index does. */
  get version(): number {
    this.#catchUp()
    return this.#version
  }

  /** Rows of the index, in the order of creation. */
  indexed(): Iterable<T> {
    this.#catchUp()
    return this.#indexed.values()
  }

  /** Filters and sorts the index. `key` must name filter and order completely. */
  search(key: string, keep: (row: T) => boolean, compare: (a: T, b: T) => number): readonly T[] {
    this.#catchUp()
    const known = this.#searches.get(key)
    if (known?.version === this.#version) return known.rows
    const rows = [...this.#indexed.values()].filter(keep).sort(compare)
    this.#searches.delete(key)
    this.#searches.set(key, { version: this.#version, rows })
    const oldest = this.#searches.keys().next().value
    if (this.#searches.size > rememberedSearches && oldest !== undefined) {
      this.#searches.delete(oldest)
    }
    return rows
  }

  #publish(id: number): void {
    const lagMs = this.#lagMs()
    if (lagMs > 0 || this.#pending.length > 0) {
      this.#pending.push({ id, dueAt: this.#now() + lagMs })
    } else this.#copyToIndex(id)
  }

  #catchUp(): void {
    if (this.#pending.length === 0) return
    const now = this.#now()
    let ready = 0
    for (const { id, dueAt } of this.#pending) {
      if (dueAt > now) break
      this.#copyToIndex(id)
      ready += 1
    }
    if (ready > 0) this.#pending = this.#pending.slice(ready)
  }

  #copyToIndex(id: number): void {
    const row = this.#rows.get(id)
    if (row === undefined) this.#indexed.delete(id)
    else this.#indexed.set(id, row)
    this.#version += 1
  }
}
