/** What is switched on and off at an instance: itself, and the tracing of its calls. */
import { instanceEvent } from './instance-event.ts'
import {
  changeInstance,
  setTraceLogging as writeTraceLogging,
  type InstanceRow,
} from './instance-store.ts'
import type { InstanceRoom } from './room.ts'

export async function setEnabled(
  room: InstanceRoom,
  row: InstanceRow,
  enabled: boolean,
): Promise<void> {
  const { organization_id: organizationId, id } = row
  await room.database.transaction(async (trx) => {
    await changeInstance(trx, organizationId, id, { disabled: !enabled })
    await room.settled(trx, organizationId, id)
    const action = enabled ? 'instance.enabled' : 'instance.disabled'
    await room.audit.record(trx, instanceEvent(row, action))
  })
  room.opened.forget(id)
}

/** @param minutes from now, by the time of the database; undefined ends it */
export async function setTraceLogging(
  room: InstanceRoom,
  row: InstanceRow,
  minutes: number | undefined,
): Promise<void> {
  const { organization_id: organizationId, id } = row
  await room.database.transaction(async (trx) => {
    await writeTraceLogging(trx, organizationId, id, minutes)
    const action = minutes === undefined ? 'instance.tracing-ended' : 'instance.tracing-began'
    await room.audit.record(trx, instanceEvent(row, action))
  })
  room.opened.forget(id)
}
