/** Reading all notifications one after the other, at one's own pace. */
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import type { Database } from '../storage/database.ts'
import type { Notices } from '../storage/notices.ts'
import { createFeedWaiting, type Look, type Patience } from './feed-waiting.ts'
import { feedEnd, oldestDay, readFeed, type FeedFilter, type FeedPlace } from './feed-store.ts'
import { storedChannel } from './notification.ts'
import { notificationView, type NotificationView } from './notification-view.ts'
import { scopeOf } from './scope.ts'

export interface Feed {
  readonly notifications: NotificationView[]
  /** To go on after these, now or later. */
  readonly cursor: string
  /** Whether there are more already. */
  readonly more: boolean
}

export interface FeedQuery extends FeedFilter {
  /** `now`: nothing of before. */
  readonly cursor?: string | undefined
  readonly pageSize: number
}

export interface FeedRoom {
  /**
   * With patience it waits for something to be told, when there is nothing.
   * @throws invalid_request for a cursor that is not ours, cursor_expired for one of a time that is not kept any more,
   * rate_limited when too many wait already
   */
  read(caller: Caller, query: FeedQuery, patience?: Patience): Promise<Feed>
  /** Requests that wait now. */
  waiting(): number
  /** Those that wait are answered; nobody waits any more from now on. */
  endWaiting(): void
}

export async function createFeed(
  database: Pick<Database, 'db'>,
  notices: Pick<Notices, 'subscribe' | 'onReconnect'>,
): Promise<FeedRoom> {
  const waiting = createFeedWaiting()
  await notices.subscribe(storedChannel, (payload) => waiting.told(payload))
  notices.onReconnect(() => waiting.told(''))
  return {
    async read(caller, query, patience) {
      if (patience === undefined) return (await look(database, caller, query)).found
      let { cursor } = query
      return waiting.until(caller.organizationId, patience, async () => {
        const isFirstOfNow = cursor === 'now'
        const seen = await look(database, caller, { ...query, cursor })
        ;({ cursor } = seen.found)
        // The place alone; what comes after it is waited for.
        return isFirstOfNow ? { ...seen, isHeld: true } : seen
      })
    },
    waiting: () => waiting.waiting(),
    endWaiting: () => waiting.end(),
  }
}

async function look(
  { db }: Pick<Database, 'db'>,
  caller: Caller,
  query: FeedQuery,
): Promise<Look<Feed>> {
  if (query.cursor === 'now') {
    const { place, readAt } = await feedEnd(db)
    const cursor = writeCursor({ place, readAtMs: readAt.getTime() })
    return { found: { notifications: [], cursor, more: false }, isThere: false, isHeld: false }
  }
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
  if (before !== undefined) {
    const oldest = await oldestDay(db)
    if (oldest !== undefined && before.readAtMs < oldest.getTime()) throw expired(oldest)
  }
  const after = before?.place
  const { page, last, isMore, isHeld, readAt } = await readFeed(
    db,
    scopeOf(caller),
    after,
    query,
    query.pageSize,
  )
  const found = {
    notifications: page.map(notificationView),
    cursor: writeCursor({ place: last ?? after, readAtMs: readAt.getTime() }),
    more: isMore,
  }
  return { found, isThere: isMore || page.length > 0, isHeld }
}

interface Cursor {
  /** Undefined at the very beginning. */
  readonly place: FeedPlace | undefined
  /** When it was given out: whoever came back since then has missed nothing of before. */
  readonly readAtMs: number
}

export function writeCursor({ place, readAtMs }: Cursor): string {
  const { writtenBy = '0', id = 0 } = place ?? {}
  return Buffer.from(`${writtenBy} ${id} ${readAtMs}`).toString('base64url')
}

/** Throws invalid_request. */
export function readCursor(text: string): Cursor {
  const match = /^(\d{1,19}) (\d{1,15}) (\d{1,15})$/.exec(
    Buffer.from(text, 'base64url').toString('latin1'),
  )
  if (match === null) {
    const message = 'must be the cursor of an answer of this route, as it came'
    throw new PlatformError('invalid_request', `'cursor' ${message}`, {
      details: [{ path: 'cursor', message }],
    })
  }
  const [, writtenBy = '0', id, readAtMs] = match
  return { place: { writtenBy, id: Number(id) }, readAtMs: Number(readAtMs) }
}

function expired(oldest: Date): PlatformError {
  return new PlatformError(
    'cursor_expired',
    `The cursor is older than what is kept, since ${oldest.toISOString().slice(0, 10)}. Begin again without a cursor, and compare with what the vendors have now`,
  )
}
