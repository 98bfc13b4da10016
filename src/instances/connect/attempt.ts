/**
 * One try to make the connection of a session. A session is good for one instance: the try claims it first, so that no
 * second one runs beside it, and the instance is stored in the transaction that uses the session up. A claim whose
 * owner died is free again after its time; should the owner live after all, its transaction finds the claim gone and
 * takes everything back.
 */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { PlatformError } from '../../core/errors.ts'
import type { Schema } from '../../storage/schema.ts'
import { connectEvent } from './connect-event.ts'
import type { ConnectRoom } from './connect-room.ts'
import {
  claimConnectSession,
  countAttempt,
  findConnectSession,
  releaseConnectSession,
  settleConnectSession,
  type ConnectSessionRow,
} from './connect-session-store.ts'
import { reasonOf, withReason, type ConnectWay } from './reasons.ts'
import { refuseEnded } from './session-state.ts'

/** Longer than a vendor can hold up the making of an instance. */
const claimMs = 5 * 60_000
/** Consents begun and keys tried in the life of a session: who needs more is guessing. */
export const mostAttempts = 40

/** Uses the session up within the transaction that stores the instance. */
export type Settle = (trx: Kysely<Schema>, instanceId: number) => Promise<void>

/**
 * @param work stores the instance and calls `settle` in the same transaction
 * @throws whatever `work` throws, with its reason; connect_session_ended, conflict or rate_limited when there is no try
 */
export async function attempt<Made>(
  room: ConnectRoom,
  row: ConnectSessionRow,
  way: ConnectWay,
  work: (settle: Settle) => Promise<Made>,
): Promise<Made> {
  const { id, organization_id: organizationId } = row
  const claim = randomUUID()
  await takeClaim(room, row, claim)
  try {
    await countTry(room, row)
    return await work(async (trx, instanceId) => {
      const now = new Date(room.clock.now())
      if (!(await settleConnectSession(trx, organizationId, id, claim, instanceId, now))) {
        await refuseAnew(room, row)
      }
      await room.audit.record(trx, connectEvent(row, 'connect-session.connected', instanceId))
    })
  } catch (error) {
    const reason = reasonOf(error, way)
    const status = error instanceof PlatformError ? error.status : 500
    await room.database.transaction(async (trx) => {
      await releaseConnectSession(trx, organizationId, id, claim, reason)
      await room.audit.record(
        trx,
        connectEvent(row, 'connect-session.failed', row.instance_id, status),
      )
    })
    throw withReason(error, reason)
  }
}

/** Throws rate_limited when the session had its tries, connect_session_ended when it is over. */
export async function countTry(room: ConnectRoom, row: ConnectSessionRow): Promise<void> {
  const now = new Date(room.clock.now())
  const { db } = room.database
  if (await countAttempt(db, row.organization_id, row.id, now, mostAttempts)) return
  const fresh = await findConnectSession(db, row.organization_id, row.id)
  if (fresh !== undefined) refuseEnded(fresh, room.clock.now())
  throw new PlatformError(
    'rate_limited',
    `This connect session had ${mostAttempts} tries. Ask for a new one where you came from`,
    { reason: 'too_many_attempts' },
  )
}

async function takeClaim(room: ConnectRoom, row: ConnectSessionRow, claim: string): Promise<void> {
  const now = room.clock.now()
  const taken = await claimConnectSession(
    room.database.db,
    row.organization_id,
    row.id,
    claim,
    new Date(now),
    new Date(now + claimMs),
  )
  if (!taken) await refuseAnew(room, row)
}

/** Says why the session is not to be had: it ended, or somebody works on it. */
async function refuseAnew(room: ConnectRoom, row: ConnectSessionRow): Promise<never> {
  const fresh = await findConnectSession(room.database.db, row.organization_id, row.id)
  if (fresh !== undefined) refuseEnded(fresh, room.clock.now())
  throw new PlatformError(
    'conflict',
    'Another try of this connect session is under way. Wait for its outcome',
    { reason: 'in_progress' },
  )
}
