/** Makes the instance of a session, or authenticates the one that it is for again. */
import type { Caller } from '../../accounts/caller.ts'
import type { Connector } from '../../catalog/connector.ts'
import { changeFromRequest } from '../change-instance.ts'
import type { KeptValues } from '../configuration.ts'
import { createInstance } from '../create-instance.ts'
import { readInstanceRequest } from '../instance-request.ts'
import type { Settle } from './attempt.ts'
import type { ConnectRoom } from './connect-room.ts'
import type { ConnectSessionRow } from './connect-session-store.ts'
import { reconnectedRecord, typeChoice } from './offers.ts'

export interface ConnectionRequest {
  readonly connector: Connector
  readonly authenticationType: string
  /** What the session fixed, with what the person typed. */
  readonly values: KeptValues
  /** What the vendor put into the callback. */
  readonly providerData?: ReadonlyMap<string, string>
}

/** Id and name of the instance; its token is the customer's alone. */
export interface Connected {
  readonly id: number
  readonly name: string
}

export async function makeConnection(
  room: ConnectRoom,
  row: ConnectSessionRow,
  request: ConnectionRequest,
  settle: Settle,
): Promise<Connected> {
  const { connector, authenticationType, values, providerData } = request
  const { organization_id: organizationId, instance_id: instanceId } = row
  const body = {
    element: { key: connector.key },
    configuration: Object.fromEntries([...values, ...typeChoice(connector, authenticationType)]),
    ...(providerData === undefined ? {} : { providerData: Object.fromEntries(providerData) }),
  }
  if (instanceId === null) {
    const named = { ...body, tags: row.tags, ...(row.name === null ? {} : { name: row.name }) }
    const { id, name } = await createInstance(room, callerOf(row), named, undefined, settle)
    return { id, name }
  }
  const scope = { organizationId, accountId: undefined }
  await changeFromRequest(room, scope, instanceId, readInstanceRequest(body), settle)
  const record = await reconnectedRecord(room, organizationId, instanceId)
  return { id: instanceId, name: record?.row.name ?? '' }
}

/** The instance belongs to whoever made the session; the person in front of the widget is nobody here. */
export function callerOf(row: ConnectSessionRow): Caller {
  return {
    organizationId: row.organization_id,
    accountId: row.account_id,
    userId: row.user_id,
    roles: [],
    isOrganizationAdmin: false,
    privileges: new Set(),
    via: 'secrets',
  }
}
