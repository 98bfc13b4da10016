/** Tells other rooms of an instance's change within its transaction, so that what follows from it is never lost. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import { readRecord, type InstanceRecord, type RecordParts } from './instance-record.ts'
import type { InstanceRoom } from './room.ts'

/** Gets the instance as it is now. Must do nothing but database work, as the transaction may run again. */
export type SettledListener = (trx: Kysely<Schema>, record: InstanceRecord) => Promise<void>

export interface Settled {
  readonly settled: InstanceRoom['settled']
  onSettled(listener: SettledListener): void
}

export function createSettled(parts: RecordParts): Settled {
  const listeners: SettledListener[] = []
  return {
    async settled(trx, organizationId, id) {
      if (listeners.length === 0) return
      const record = await readRecord(parts, organizationId, id, undefined, trx)
      if (record === undefined) return
      for (const listener of listeners) await listener(trx, record)
    },
    onSettled: (listener) => void listeners.push(listener),
  }
}
