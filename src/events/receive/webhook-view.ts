/** What the owner of an instance is shown about the way in of its webhooks. */
import type { AuditTrail } from '../../accounts/audit-trail.ts'
import type { Caller } from '../../accounts/caller.ts'
import type { Connector } from '../../catalog/connector.ts'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/errors.ts'
import type { Instances } from '../../instances/instances.ts'
import { isoSeconds } from '../../instances/iso-seconds.ts'
import type { Database } from '../../storage/database.ts'
import type { Addresses } from './addresses.ts'
import { registersItself } from './registration.ts'
import { findAddress, type AddressRow } from './webhook-addresses-store.ts'

export interface WebhookView {
  /** The address for all instances of the connector; absent where each needs its own. */
  connectorUrl?: string
  /** The address of this instance alone; absent while its events do not come by webhook. It is a secret. */
  url?: string
  /** Until when the address before leads to the instance as well. */
  formerUrlEndDate?: string
  /** What the instance's owner does with it, where Hubwright does not register it by itself. */
  howToRegister?: string
  /** Whether Hubwright registers the address at the vendor by itself. */
  registersItself: boolean
  /** When it did. */
  registeredDate?: string
}

interface Rooms {
  instances: Pick<Instances, 'connectorOf' | 'connectionOf'>
  database: Database
  addresses: Addresses
  audit: AuditTrail
  clock: Clock
  publicUrl: () => string
}

/** Throws not_found. */
export async function readWebhookView(
  rooms: Rooms,
  caller: Caller,
  id: number,
): Promise<WebhookView> {
  const { connector } = await rooms.instances.connectorOf(caller, id)
  const { organizationId, accountId } = await rooms.instances.connectionOf(id)
  const { db } = rooms.database
  const row = await findAddress(db, organizationId, id)
  if (row !== undefined) {
    const what = { area: 'element-instances', action: 'webhook-address.read' } as const
    await rooms.audit.record(db, { organizationId, accountId, entityId: String(id), ...what })
  }
  return viewOf(rooms, connector, row)
}

/**
 * Replaces the instance's own address; the one before leads there for so many hours more. Throws not_found, also for an
 * instance without an address.
 */
export async function rotateAddress(
  rooms: Rooms,
  caller: Caller,
  id: number,
  overlapHours: number,
): Promise<WebhookView> {
  const { connector } = await rooms.instances.connectorOf(caller, id)
  const { organizationId, accountId } = await rooms.instances.connectionOf(id)
  const row = await rooms.database.transaction(async (trx) => {
    const overlapS = Math.round(overlapHours * 3600)
    if (!(await rooms.addresses.rotate(trx, organizationId, id, overlapS))) {
      const message = `Instance ${id} has no address of its own: its events do not come by webhook`
      throw new PlatformError('not_found', message)
    }
    const what = { area: 'element-instances', action: 'webhook-address.rotated' } as const
    await rooms.audit.record(trx, { organizationId, accountId, entityId: String(id), ...what })
    return findAddress(trx, organizationId, id)
  })
  // The others hear it by the notice of the transaction.
  rooms.addresses.forget()
  return viewOf(rooms, connector, row)
}

function viewOf(
  { addresses, clock, publicUrl }: Rooms,
  connector: Connector,
  row: AddressRow | undefined,
): WebhookView {
  const word = connector.element.hubwright?.events?.webhook
  const { key } = connector
  const view: WebhookView = { registersItself: registersItself(connector) }
  if (word?.address === 'app') view.connectorUrl = `${publicUrl()}/elements/api-v2/events/${key}`
  if (word?.howToRegister !== undefined) view.howToRegister = word.howToRegister
  if (row === undefined) return view
  view.url = addresses.urlOf(key, row)
  const { former_until: formerUntil, registered_at: registeredAt } = row
  if (formerUntil !== null && formerUntil.getTime() > clock.now())
    view.formerUrlEndDate = isoSeconds(formerUntil)
  if (registeredAt !== null) view.registeredDate = isoSeconds(registeredAt)
  return view
}
