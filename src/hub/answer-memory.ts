/**
 * Answers of vendors, kept in this process to be given again: a shelf for each instance, within its own limit and the
 * node's, least recently used out first. A read stores its answer only while the shelf it began with still stands, so
 * whoever drops a shelf need not know of the reads under way.
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../core/clock.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { Forgotten } from '../instances/open-instances.ts'

const usualBytes = 64 * 1024 * 1024
const mostShelves = 10_000
/** What an answer takes beside its own bytes. */
const overheadBytes = 500

export interface KeptAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: Buffer
  /** Since the vendor was asked. */
  readonly ageMs: number
}

/** Keeps the answer of a read, unless something changed since it began. */
export type Keep = (answer: {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer
}) => void

interface Entry extends Omit<KeptAnswer, 'ageMs'> {
  /** Milliseconds since 1970. */
  readonly askedAt: number
  readonly shelf: Shelf
  readonly size: number
  readonly lifeMs: number
}

/** Holds nothing of the instance that is secret. */
interface Shelf extends Pick<
  OpenInstance,
  'accountId' | 'vendorAccount' | 'revision' | 'connector'
> {
  /** Bytes of each answer by its key, least recently used first. */
  readonly sizes: Map<string, number>
  bytes: number
}

export class AnswerMemory {
  readonly #clock: Clock
  /** Answers are removed by a timer as well: people's data does not outlive its time unasked. */
  readonly #entries: LRUCache<string, Entry>
  readonly #shelves = new LRUCache<number, Shelf>({
    max: mostShelves,
    dispose: (shelf, id) => this.#clear(id, shelf),
  })
  /** Ids of the instances that have shelves. */
  readonly #byVendorAccount = new Map<string, Set<number>>()
  #hits = 0
  #misses = 0

  constructor(parts: { readonly clock: Clock; readonly mostBytes?: number }) {
    this.#clock = parts.clock
    this.#entries = new LRUCache({
      maxSize: parts.mostBytes ?? usualBytes,
      ttlAutopurge: true,
      dispose: ({ shelf, size }, key) => {
        shelf.sizes.delete(key)
        shelf.bytes -= size
      },
    })
  }

  /** The answer under a key, which names the instance. */
  find(instance: OpenInstance, key: string): KeptAnswer | undefined {
    const shelf = this.#shelfOf(instance)
    const entry = shelf === undefined ? undefined : this.#entries.get(key)
    const ageMs = Math.max(0, this.#clock.now() - (entry?.askedAt ?? 0))
    if (shelf === undefined || entry === undefined || ageMs >= entry.lifeMs) {
      this.#misses += 1
      return undefined
    }
    this.#hits += 1
    shelf.sizes.delete(key)
    shelf.sizes.set(key, entry.size)
    return { headers: entry.headers, payload: entry.payload, ageMs }
  }

  /** A read that begins now. */
  begin(instance: OpenInstance, key: string): Keep {
    const shelf = this.#shelfOf(instance) ?? this.#newShelf(instance)
    const askedAt = this.#clock.now()
    const { lifeMs = 0, maxBytes = 0 } = instance.caching ?? {}
    return ({ headers, payload }) => {
      if (this.#shelves.peek(instance.id) !== shelf) return
      const kept = copyOf(payload)
      const size = kept.length + key.length + JSON.stringify(headers).length + overheadBytes
      this.#entries.delete(key)
      if (size > maxBytes) return
      const entry = { headers, payload: kept, askedAt, shelf, size, lifeMs }
      this.#entries.set(key, entry, { size, ttl: lifeMs })
      // An answer that is larger than the whole memory was not taken.
      if (!this.#entries.has(key)) return
      shelf.sizes.set(key, size)
      shelf.bytes += size
      this.#shrink(shelf, maxBytes)
    }
  }

  /** Records of the account at the vendor may have changed, for whichever instance. */
  forgetVendorAccount(vendorAccount: string): void {
    for (const id of this.#byVendorAccount.get(vendorAccount) ?? []) this.#shelves.delete(id)
  }

  /** Instances changed. */
  forget(what: Forgotten): void {
    if (what === 'all') this.#shelves.clear()
    else if ('id' in what) this.#shelves.delete(what.id)
    else {
      for (const [id, { accountId }] of this.#shelves.entries()) {
        if (accountId === what.accountId) this.#shelves.delete(id)
      }
    }
  }

  counts(): { readonly hits: number; readonly misses: number; readonly bytes: number } {
    return { hits: this.#hits, misses: this.#misses, bytes: this.#entries.calculatedSize }
  }

  /** Undefined when there is none, or none for the instance as it is now; a notice of its change may get lost. */
  #shelfOf(instance: OpenInstance): Shelf | undefined {
    const shelf = this.#shelves.get(instance.id)
    if (shelf === undefined) return undefined
    if (shelf.revision === instance.revision && shelf.connector === instance.connector) return shelf
    this.#shelves.delete(instance.id)
    return undefined
  }

  #newShelf(instance: OpenInstance): Shelf {
    const { id, accountId, vendorAccount, revision, connector } = instance
    const sizes = new Map<string, number>()
    const shelf = { accountId, vendorAccount, revision, connector, sizes, bytes: 0 }
    const siblings = this.#byVendorAccount.get(vendorAccount) ?? new Set()
    this.#byVendorAccount.set(vendorAccount, siblings.add(id))
    this.#shelves.set(id, shelf)
    return shelf
  }

  #clear(id: number, shelf: Shelf): void {
    const siblings = this.#byVendorAccount.get(shelf.vendorAccount)
    siblings?.delete(id)
    if (siblings?.size === 0) this.#byVendorAccount.delete(shelf.vendorAccount)
    for (const key of shelf.sizes.keys()) this.#entries.delete(key)
  }

  #shrink(shelf: Shelf, maxBytes: number): void {
    for (const key of shelf.sizes.keys()) {
      if (shelf.bytes <= maxBytes) return
      this.#entries.delete(key)
    }
  }
}

/** A copy of its own: a slice would hold all of the larger memory that it is cut from. */
function copyOf(payload: string | Buffer): Buffer {
  const copy = Buffer.alloc(
    typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length,
  )
  if (typeof payload === 'string') copy.write(payload)
  else payload.copy(copy)
  return copy
}
