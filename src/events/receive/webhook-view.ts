/** What the owner of an instance is shown about the way in of its webhooks. */
import type { AuditTrail } from '../../accounts/audit-trail.ts'
import type { Caller } from '../../accounts/caller.ts'
import type { Instances } from '../../instances/instances.ts'
import { isoSeconds } from '../../instances/iso-seconds.ts'
import type { Database } from '../../storage/database.ts'
import type { Addresses } from './addresses.ts'
import { registersItself } from './registration.ts'
import { findAddress } from './webhook-addresses-store.ts'

export interface WebhookView {
  /** The address for all instances of the connector; absent where each needs its own. */
  connectorUrl?: string
  /** The address of this instance alone; absent while its events do not come by webhook. It is a secret. */
  url?: string
  /** What the instance's owner does with it, where Hubwright does not register it by itself. */
  howToRegister?: string
  /** Whether Hubwright registers the address at the vendor by itself. */
  registersItself: boolean
  /** When it did. */
  registeredDate?: string
}

export async function readWebhookView(
  rooms: {
    instances: Pick<Instances, 'connectorOf' | 'connectionOf'>
    database: Database
    addresses: Addresses
    audit: AuditTrail
    publicUrl: () => string
  },
  caller: Caller,
  id: number,
): Promise<WebhookView> {
  const { connector } = await rooms.instances.connectorOf(caller, id)
  const word = connector.element.hubwright?.events?.webhook
  const { organizationId, accountId } = await rooms.instances.connectionOf(id)
  const { db } = rooms.database
  const row = await findAddress(db, organizationId, id)
  const { key } = connector
  if (row !== undefined) {
    const what = { area: 'element-instances', action: 'webhook-address.read' } as const
    await rooms.audit.record(db, { organizationId, accountId, entityId: String(id), ...what })
  }
  return {
    ...(word?.address === 'app'
      ? { connectorUrl: `${rooms.publicUrl()}/elements/api-v2/events/${key}` }
      : {}),
    ...(row === undefined
      ? {}
      : { url: rooms.addresses.urlOfSealed(key, organizationId, id, row.token_sealed) }),
    ...(word?.howToRegister === undefined ? {} : { howToRegister: word.howToRegister }),
    registersItself: registersItself(connector),
    ...(row?.registered_at === null || row?.registered_at === undefined
      ? {}
      : { registeredDate: isoSeconds(row.registered_at) }),
  }
}
