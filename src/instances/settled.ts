/** Tells other rooms of an instance's change within its transaction, so that what follows from it is never lost. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import { readRecord, type InstanceRecord, type RecordParts } from './instance-record.ts'
import { connectedOf, lockInstance } from './instance-store.ts'
import type { InstanceRoom } from './room.ts'

/** Gets the instance as it is now. Must do nothing but database work, as the transaction may run again. */
export type SettledListener = (trx: Kysely<Schema>, record: InstanceRecord) => Promise<void>

export interface Settled {
  readonly settled: InstanceRoom['settled']
  readonly ending: Ending
  /** As if the instance had changed. Does nothing when it is gone. */
  settle(organizationId: number, id: number): Promise<void>
  onSettled(listener: SettledListener): void
  onReauthRequired(listener: SettledListener): void
}

/**
 * Runs `end`, which marks instances as needing re-authentication and answers which, and tells of those that did not need
 * it before. The rows of `ids` are locked by the caller.
 */
export type Ending = (
  trx: Kysely<Schema>,
  organizationId: number,
  ids: readonly number[],
  end: () => Promise<number[]>,
) => Promise<number[]>

export function createSettled(parts: RecordParts): Settled {
  const onChange: SettledListener[] = []
  const onEnd: SettledListener[] = []

  async function tell(
    listeners: readonly SettledListener[],
    ...[trx, organizationId, id]: Parameters<InstanceRoom['settled']>
  ): Promise<void> {
    if (listeners.length === 0) return
    const record = await readRecord(parts, organizationId, id, undefined, trx)
    if (record === undefined) return
    for (const listener of listeners) await listener(trx, record)
  }

  return {
    settled: (...instance) => tell(onChange, ...instance),
    settle: (organizationId, id) =>
      parts.database.transaction(async (trx) => {
        if ((await lockInstance(trx, organizationId, id)) === undefined) return
        await tell(onChange, trx, organizationId, id)
      }),
    async ending(trx, organizationId, ids, end) {
      const before = new Set(await connectedOf(trx, organizationId, ids))
      const ended = await end()
      for (const id of ended) if (before.has(id)) await tell(onEnd, trx, organizationId, id)
      return ended
    },
    onSettled: (listener) => void onChange.push(listener),
    onReauthRequired: (listener) => void onEnd.push(listener),
  }
}
