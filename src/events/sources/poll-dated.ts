/**
 * Polls a list that can be asked by time of change. A window reaches from the newest time that was read, less an overlap
 * for what the vendor's search finds late, to a moment ago. What was told of it is remembered by marks in the cursor, so
 * nothing is told twice; what was not read is not left behind, as the cursor moves over what was read only.
 */
import type { PollingUrl } from '../../catalog/polling-url.ts'
import { PlatformError } from '../../core/errors.ts'
import { changeOf, deletionOf, idOf, unreadable } from './changes.ts'
import { Told, type Cursor, type Reach } from './cursor.ts'
import type { Desk } from './poll-desk.ts'
import type { Change } from './source.ts'
import { walkPages, type Page } from './walk-pages.ts'

/** So many changes are stored before more is read. */
const mostInHand = 200
const second = 1000
/**
 * A vendor's clock may be so much ahead. A date beyond that is no time of a change (somebody dated a record in the year
 * 2099): it is told, known by its mark from then on, and does not say how far the list was read.
 */
const aheadMs = 10 * 60 * second

/** One list with times: that of the records, or that of what was deleted. */
interface DatedList {
  readonly part: 'main' | 'deleted'
  readonly url: PollingUrl
  readonly idField: string
  readonly changeOf: (record: unknown, readTo: number) => Change | typeof unreadable
}

/** Answers the cursor, and whether more is to be read at once. */
export async function pollDated(
  desk: Desk,
  cursor: Cursor,
): Promise<{ cursor: Cursor; isMore: boolean }> {
  let now = cursor
  let isMore = false
  for (const list of listsOf(desk)) {
    const read = await pollList(desk, list, now)
    now = read.cursor
    isMore ||= read.isMore
  }
  return { cursor: now, isMore }
}

function listsOf({ resource }: Desk): DatedList[] {
  const { url, idField, deleted } = resource
  const main: DatedList = {
    part: 'main',
    url,
    idField,
    changeOf: (record, readTo) => changeOf(resource, record, readTo),
  }
  if (deleted === undefined) return [main]
  return [
    main,
    {
      part: 'deleted',
      url: deleted.url,
      idField: deleted.idField,
      changeOf: (record) => deletionOf(deleted, record),
    },
  ]
}

async function pollList(
  desk: Desk,
  list: DatedList,
  cursor: Cursor,
): Promise<{ cursor: Cursor; isMore: boolean }> {
  const { source, resource } = desk
  const since = Math.floor(source.createdAt.getTime() / second) * second
  const before: Reach = cursor[list.part] ?? { at: since, told: [] }
  const overlapMs = (resource.overlap + resource.pollDelay) * second
  const from = before.isPart === true ? before.at : before.at - overlapMs
  const quietS = source.kind === 'reconcile' ? desk.pace.gapS : desk.pace.settleS
  const wanted = Math.max(floored(desk.now - quietS * second), from)
  const window = await chooseWindow(desk, list, from, wanted)
  const collected = new Collected(desk, list, { cursor, before, since, wanted })
  await walkPages({
    first: window.first,
    ask: (token) => ask(desk, list, { from, to: window.to }, token),
    idOf: (record) => idOf(record, list.idField),
    take: (records) => collected.take(records),
  })
  const isPart = window.to < wanted
  const at = isPart ? window.to : Math.max(before.at, collected.newest)
  const reach: Reach = {
    at,
    told: collected.told.since(at - overlapMs),
    ...(isPart ? { isPart } : {}),
  }
  const after = { ...cursor, [list.part]: reach }
  await collected.flush(after)
  return { cursor: after, isMore: isPart }
}

interface ListState {
  readonly cursor: Cursor
  readonly before: Reach
  readonly since: number
  readonly wanted: number
}

/** Takes the changes out of pages and stores them, some at a time. */
class Collected {
  readonly told: Told
  newest: number
  readonly #desk: Desk
  readonly #list: DatedList
  readonly #state: ListState
  #inHand: Change[] = []

  constructor(desk: Desk, list: DatedList, state: ListState) {
    this.#desk = desk
    this.#list = list
    this.#state = state
    this.told = new Told(state.before.told)
    this.newest = state.before.at
  }

  async take(records: readonly unknown[]): Promise<void> {
    const { before, cursor } = this.#state
    const changes = records.map((record) => this.#list.changeOf(record, before.at))
    const readable = changes.filter((change) => change !== unreadable)
    if (records.length > 0 && readable.length === 0) throw noDates(this.#desk, this.#list)
    for (const change of readable) {
      if (this.#isOutside(change)) continue
      if (change.at <= this.#nowByNow() + aheadMs) this.newest = Math.max(this.newest, change.at)
      if (this.told.has(change.mark)) continue
      this.told.add(change.mark)
      this.#inHand.push(change)
    }
    if (this.#inHand.length >= mostInHand) {
      // The cursor stays; only what was told is noted, so that the poll may end here and begin again.
      const reach = { ...before, told: this.told.all() }
      await this.flush({ ...cursor, [this.#list.part]: reach })
    }
  }

  async flush(cursor: Cursor): Promise<void> {
    const changes = this.#inHand.splice(0)
    const untold = await this.#desk.untold(changes)
    this.#desk.gap.missing += untold.length
    await this.#desk.tell(untold, cursor)
  }

  /** Older than the source; or so young that the next poll shall have it. A vendor whose clock is ahead is believed. */
  #isOutside({ at }: Change): boolean {
    const { since, wanted } = this.#state
    // What changed while the list was read is as young as can be.
    return at < since || (at > wanted && at <= this.#nowByNow())
  }

  #nowByNow(): number {
    const { source, now } = this.#desk
    return now + performance.now() - source.claimedAt
  }
}

/** A backlog is halved until about so much is left that it can be read in one go. */
async function chooseWindow(
  desk: Desk,
  list: DatedList,
  from: number,
  wanted: number,
): Promise<{ to: number; first: Page }> {
  for (let to = wanted; ;) {
    const first = await ask(desk, list, { from, to }, undefined)
    const isSmall = (first.total ?? 0) <= desk.pace.partRecords
    if (isSmall || !list.url.isBounded || to - from <= second) return { to, first }
    to = Math.max(from + second, floored(from + (to - from) / 2))
  }
}

function ask(
  { reader, resource, check }: Desk,
  list: DatedList,
  times: { readonly from: number; readonly to: number },
  token: string | undefined,
): Promise<Page> {
  check()
  return reader.page(list.url.at(times), resource.pageSize, token)
}

function floored(at: number): number {
  return Math.floor(at / second) * second
}

function noDates({ resource }: Desk, list: DatedList): PlatformError {
  const { updated, created, deleted } = resource
  const date = list.part === 'deleted' ? deleted?.date.path : (updated?.path ?? created?.path)
  return new PlatformError(
    'invalid_configuration',
    `None of the records of ${list.url.text.split('?')[0]} has both '${list.idField}' and '${date}'`,
  )
}
