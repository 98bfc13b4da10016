/** Deletes an instance and, where the definition says how, gives its access back to the vendor. */
import { toError } from '../core/errors.ts'
import { isGrantShared } from './connection-store.ts'
import { noInstance, type InstanceScope } from './find-instances.ts'
import { instanceEvent } from './instance-event.ts'
import { readRecord, type InstanceRecord } from './instance-record.ts'
import { deleteInstance } from './instance-store.ts'
import { oauthClient } from './oauth/oauth-client.ts'
import { temporaryConnection } from './prove-connection.ts'
import type { InstanceRoom } from './room.ts'
import { identityOf, refreshTokenKey, tokenKey } from './shared-tokens.ts'

/** Longest that the vendor may hold up a delete, in milliseconds. */
const patienceMs = 10_000

/** The vendor is asked first, while there are credentials; its failure is logged and blocks nothing. */
export async function removeInstance(
  room: InstanceRoom,
  scope: InstanceScope,
  id: number,
  { asksVendor }: { readonly asksVendor: boolean } = { asksVendor: true },
): Promise<void> {
  const { organizationId, accountId } = scope
  const record = await readRecord(room, organizationId, id, accountId)
  if (record === undefined) throw noInstance(id)
  if (asksVendor) {
    await room.removing(id, room.clock.now() + patienceMs)
    await giveBack(room, record)
  }
  const deleted = await room.database.transaction(async (trx) => {
    const isGone = await deleteInstance(trx, organizationId, id)
    if (isGone) await room.audit.record(trx, instanceEvent(record.row, 'instance.deleted'))
    return isGone
  })
  room.opened.forget(id)
  if (!deleted) throw noInstance(id)
  room.log.info({ instanceId: id, organizationId }, 'an instance was deleted')
}

/** Not for a grant that other instances live on, nor for one that the vendor has ended already. */
async function giveBack(room: InstanceRoom, record: InstanceRecord): Promise<void> {
  const { row, connector, values } = record
  if (connector === undefined || row.state !== 'connected') return
  const identity = identityOf(row)
  const shared =
    identity !== undefined &&
    (await isGrantShared(room.database.db, row.organization_id, row.id, identity))
  if (shared) return
  const steps = [
    () => runResources(room, record),
    // RFC 7009, section 2.1: revoking the refresh token should end its access tokens; not every vendor does both.
    () => revokeToken(room, record, 'refresh_token', values[refreshTokenKey]),
    () => revokeToken(room, record, 'access_token', values[tokenKey]),
  ]
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      room.log.warn(
        { err: toError(error), instanceId: row.id, connector: connector.key },
        'the vendor did not take back the access of a deleted instance',
      )
    }
  }
}

async function runResources(room: InstanceRoom, record: InstanceRecord): Promise<void> {
  const { row, connector, values } = record
  if (connector === undefined) return
  const app = await room.appOf(record)
  const connection = temporaryConnection(
    row.organization_id,
    connector,
    row.authentication_type,
    values,
    app,
  )
  for (const type of ['onDelete', 'oauthOnTokenRevoke'] as const) {
    const deadline = room.clock.now() + patienceMs
    await room.vendorCalls.runLifecycle(connection, type, { deadline })
  }
}

async function revokeToken(
  room: InstanceRoom,
  record: InstanceRecord,
  kind: 'access_token' | 'refresh_token',
  token: string | undefined,
): Promise<void> {
  const { connector, values } = record
  if (token === undefined || connector === undefined) return
  if (values['oauth.token.revoke_url'] === undefined) return
  const app = await room.appOf(record)
  if (app === undefined) return
  await room.tokenEndpoint.revoke(oauthClient(connector, values, app), token, kind)
}
