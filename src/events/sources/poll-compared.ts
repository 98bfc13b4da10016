/**
 * Polls a list without times of change: all of it is read, and compared with what was met before. The first reading tells
 * nothing. Where the definition does not say that the list is whole, only ids that were never met are told, as created.
 */
import { PlatformError } from '../../core/errors.ts'
import { idOf } from './changes.ts'
import { hashOfRecord, type Cursor, type Known, type Waiting } from './cursor.ts'
import type { Desk } from './poll-desk.ts'
import type { Change } from './source.ts'
import { walkPages } from './walk-pages.ts'

/** Most records that are remembered. */
const mostKnown = 20_000
const mostInHand = 200

/** Answers the cursor, and whether a difference waits for its webhook, so that it should be looked at again soon. */
export async function pollCompared(
  desk: Desk,
  cursor: Cursor,
): Promise<{ cursor: Cursor; isWaiting: boolean }> {
  const { resource, reader } = desk
  const memory = new Memory(desk, cursor)
  const from = memory.readAt - (resource.overlap + resource.pollDelay) * 1000
  const url = resource.url.at({ from, to: desk.now })
  await walkPages({
    ask: (token) => {
      desk.check()
      return reader.page(url, resource.pageSize, token)
    },
    idOf: (record) => idOf(record, resource.idField),
    async take(records) {
      for (const record of records) await memory.meet(record)
    },
  })
  return memory.finish()
}

class Memory {
  /** When the reading before this one began. */
  readonly readAt: number
  readonly #desk: Desk
  readonly #cursor: Cursor
  readonly #hashes: Map<string, string>
  readonly #waiting: Map<string, Waiting>
  readonly #met = new Set<string>()
  #inHand: Change[] = []

  constructor(desk: Desk, cursor: Cursor) {
    this.#desk = desk
    this.#cursor = cursor
    this.#hashes = new Map(Object.entries(cursor.known?.hashes ?? {}))
    this.#waiting = new Map(Object.entries(cursor.known?.waiting ?? {}))
    this.readAt = cursor.known?.readAt ?? desk.source.createdAt.getTime()
  }

  async meet(record: unknown): Promise<void> {
    const objectId = idOf(record, this.#desk.resource.idField)
    if (objectId === undefined || this.#met.has(objectId)) return
    this.#met.add(objectId)
    if (this.#met.size > mostKnown) throw tooMany()
    const [known, hash] = [this.#hashes.get(objectId), this.#hashOf(record)]
    if (this.#cursor.known === undefined) this.#hashes.set(objectId, hash)
    else if (known !== hash)
      await this.#add(objectId, known === undefined ? 'CREATED' : 'UPDATED', hash, record)
    else this.#waiting.delete(objectId)
  }

  async finish(): Promise<{ cursor: Cursor; isWaiting: boolean }> {
    if (this.#desk.resource.compare !== undefined) {
      const gone = [...this.#hashes.keys()].filter((id) => !this.#met.has(id))
      for (const objectId of gone) await this.#add(objectId, 'DELETED', 'gone', undefined)
    }
    await this.#flush()
    this.#forgetOldest()
    const cursor = this.#now(this.#desk.now)
    await this.#desk.tell([], cursor)
    return { cursor, isWaiting: this.#waiting.size > 0 }
  }

  async #add(
    objectId: string,
    eventType: Change['eventType'],
    hash: string,
    record: unknown,
  ): Promise<void> {
    // The fence makes it another change when a record is at some time as it was before.
    const mark = `=${hash}:${this.#desk.source.fence}`
    this.#inHand.push({ objectId, eventType, at: this.#desk.now, mark, record })
    if (this.#inHand.length >= mostInHand) await this.#flush()
  }

  async #flush(): Promise<void> {
    const changes = this.#inHand.splice(0)
    if (changes.length === 0) return
    // When it changed is not known: after the reading that did not show it yet.
    const untold = await this.#desk.untold(
      changes.map((change) => ({ ...change, at: this.#waitingOf(change).since })),
    )
    const ids = new Set(untold.map(({ objectId }) => objectId))
    const missing: Change[] = []
    for (const change of changes) {
      const isUntold = ids.has(change.objectId)
      if (isUntold && this.#isOnItsWay(change)) continue
      this.#waiting.delete(change.objectId)
      if (change.eventType === 'DELETED') this.#hashes.delete(change.objectId)
      else this.#hashes.set(change.objectId, this.#hashOf(change.record))
      if (isUntold) missing.push(change)
    }
    this.#desk.gap.missing += missing.length
    await this.#desk.tell(missing, this.#now(this.readAt))
  }

  /** A webhook may tell it in a moment; then the difference waits for the next look. */
  #isOnItsWay(change: Change): boolean {
    const { source, pace, now } = this.#desk
    if (source.kind === 'poll') return false
    const waiting = this.#waitingOf(change)
    this.#waiting.set(change.objectId, waiting)
    return now - waiting.firstSeen < pace.gapS * 1000
  }

  #waitingOf({ objectId }: Change): Waiting {
    return this.#waiting.get(objectId) ?? { firstSeen: this.#desk.now, since: this.readAt }
  }

  #hashOf(record: unknown): string {
    const { compare } = this.#desk.resource
    return compare === undefined ? '' : hashOfRecord(record, compare.ignore)
  }

  #now(readAt: number): Cursor {
    const known: Known = {
      hashes: Object.fromEntries(this.#hashes),
      readAt,
      ...(this.#waiting.size > 0 ? { waiting: Object.fromEntries(this.#waiting) } : {}),
    }
    return { ...this.#cursor, known }
  }

  /** Of a list that shows a part only, ids gather for ever. */
  #forgetOldest(): void {
    for (const id of this.#hashes.keys()) {
      if (this.#hashes.size <= mostKnown) return
      this.#hashes.delete(id)
    }
  }
}

function tooMany(): PlatformError {
  return new PlatformError(
    'invalid_configuration',
    `The list has more than ${mostKnown} records; without dates of change they are too many to be compared`,
  )
}
