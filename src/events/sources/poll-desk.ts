/** What the ways of polling share: the source in hand, and telling under its lease. */
import type { PolledResource } from '../../catalog/polling-configuration.ts'
import type { Database } from '../../storage/database.ts'
import { addEvents } from '../add-events-store.ts'
import { readCursor, type Cursor } from './cursor.ts'
import type { HubReader } from './hub-reader.ts'
import { LeaseLost, Postponed, type Change, type ClaimedSource } from './source.ts'
import { writeSource } from './sources-store.ts'
import { eventsOf, type ToldOf } from './told-body.ts'
import { hasUnprocessed, wereTold } from './told-store.ts'

/** How cautious polls are with what is young; seconds. */
export interface Pace {
  /** Records that changed so lately are left for the next poll: more may happen to them within the same second. */
  readonly settleS: number
  /** Changes that are younger may still be on their way as a webhook. */
  readonly gapS: number
  /** A backlog is read in parts of about so many records, where it can be asked for in parts. */
  readonly partRecords: number
}

export const usualPace: Pace = { settleS: 2, gapS: 300, partRecords: 2000 }

export interface Desk {
  readonly source: ClaimedSource
  readonly resource: PolledResource
  readonly reader: HubReader
  readonly pace: Pace
  /** Throws when the lease was lost meanwhile, or the program stops. */
  readonly check: () => void
  /** By the database's clock, when the source was claimed; milliseconds. */
  readonly now: number
  /** Of a reconciling poll: how many changes webhooks had not told. */
  readonly gap: { missing: number }
  /** Only what nobody told; all of it for an ordinary poll. */
  untold(changes: readonly Change[]): Promise<readonly Change[]>
  /** Stores events and the cursor in one transaction. Throws `LeaseLost` when another node has the source. */
  tell(changes: readonly Change[], cursor: Cursor): Promise<void>
}

export interface DeskParts extends Pick<Desk, 'source' | 'resource' | 'reader' | 'pace' | 'check'> {
  readonly database: Database
  readonly of: ToldOf
  /** Tells others that the account's records are other ones. */
  readonly changed: () => Promise<unknown>
}

const unprocessedS = 30
/** After so many, the poll goes on: a webhook that is processed later is known as told by then. */
const mostWaits = 2

export function createDesk(parts: DeskParts): Desk {
  const { source, resource, reader, pace, check, database, of } = parts
  const gap = { missing: 0 }
  const waits = readCursor(source.cursor).waits ?? 0

  /** What arrived when the missing changes were to arrive may tell them; of what is younger a busy store always has some. */
  async function waitForWebhooks(): Promise<void> {
    if (waits >= mostWaits || !(await hasUnprocessed(database.db, source, pace.gapS))) return
    const reason = 'Events of this instance are still being processed'
    throw new Postponed(reason, unprocessedS, waits + 1)
  }

  return {
    source,
    resource,
    reader,
    pace,
    check,
    now: source.now.getTime(),
    gap,
    async untold(changes) {
      if (source.kind === 'poll' || changes.length === 0) return changes
      const told = await wereTold(
        database.db,
        source,
        changes.map(({ objectId, eventType, at }) => ({
          objectType: of.objectName,
          objectId,
          isDeleted: eventType === 'DELETED',
          at,
        })),
      )
      const missing = changes.filter((_change, index) => told[index] !== true)
      if (missing.length > 0) await waitForWebhooks()
      return missing
    },
    async tell(changes, cursor) {
      check()
      await database.transaction(async (trx) => {
        const hasEvents = changes.length > 0
        const row = await writeSource(trx, source, { cursor, hasEvents })
        if (row === undefined) throw new LeaseLost()
        await addEvents(trx, eventsOf(of, changes))
      })
      if (changes.length > 0) await parts.changed()
    },
  }
}
