/** What a session lets a person connect: connectors, ways to authenticate, and the entries to ask for. */
import type { Connector } from '../../catalog/connector.ts'
import { groupControlOf } from '../../catalog/authentication-types.ts'
import { PlatformError } from '../../core/errors.ts'
import { appInForce } from '../app-in-force.ts'
import { authenticationTypeKey, isOAuthType, oauth2 } from '../authentication-type.ts'
import type { KeptValues } from '../configuration.ts'
import { readRecord, type InstanceRecord } from '../instance-record.ts'
import { askedEntries, type AskedEntry } from './asked-entries.ts'
import { openFixed, type ConnectRoom } from './connect-room.ts'
import type { ConnectSessionRow } from './connect-session-store.ts'

/** One way to authenticate. */
export interface OfferedType {
  readonly type: string
  /** In the words of the definition. */
  readonly name: string
  /** The person is sent to the vendor; otherwise he types keys. */
  readonly usesOAuth: boolean
  readonly configuration: AskedEntry[]
}

export interface Offer {
  readonly connector: Connector
  readonly types: readonly OfferedType[]
}

/** What decides an offer: a session, or one that is about to be made. */
export interface OfferTerms {
  readonly organizationId: number
  readonly authenticationTypes: readonly string[] | null
  readonly fixed: KeptValues
  /** The instance that is authenticated again. */
  readonly record: InstanceRecord | undefined
}

/**
 * The types of a connector that can be used under the terms. OAuth 2.0 needs a vendor app of somebody; without any, it
 * is not offered. In reconnect mode the instance's own type is offered, or those that the session names.
 */
export async function offerOf(
  room: ConnectRoom,
  connector: Connector,
  terms: OfferTerms,
): Promise<Offer> {
  const { record, fixed } = terms
  const allowed =
    terms.authenticationTypes ?? (record === undefined ? null : [record.row.authentication_type])
  const types: OfferedType[] = []
  for (const type of connector.authenticationTypes) {
    if (allowed !== null && !allowed.includes(type)) continue
    if (isOAuthType(type) && !(await hasApp(room, connector, type, terms))) continue
    types.push({
      type,
      name: nameOfType(connector, type),
      usesOAuth: type === oauth2,
      configuration: askedEntries(connector, type, { prefilled: fixed, kept: record?.kept }),
    })
  }
  return { connector, types }
}

async function hasApp(
  room: ConnectRoom,
  connector: Connector,
  type: string,
  { organizationId, fixed, record }: OfferTerms,
): Promise<boolean> {
  const kept = new Map([...(record?.kept ?? []), ...fixed])
  return (await appInForce(room.vendorApps, organizationId, connector, type, kept)) !== undefined
}

function nameOfType(connector: Connector, type: string): string {
  const options = groupControlOf(connector.element)?.options ?? []
  return options.find(({ value }) => value === type)?.description ?? type
}

/** The terms of a stored session. Throws not_found when the instance to reconnect is gone. */
export async function termsOf(room: ConnectRoom, row: ConnectSessionRow): Promise<OfferTerms> {
  return {
    organizationId: row.organization_id,
    authenticationTypes: row.authentication_types,
    fixed: openFixed(room.vault, row),
    record: await reconnectedRecord(room, row.organization_id, row.instance_id ?? undefined),
  }
}

/** Throws not_found in the words of every unknown instance. */
export async function reconnectedRecord(
  room: ConnectRoom,
  organizationId: number,
  instanceId: number | undefined,
  accountId?: number,
): Promise<InstanceRecord | undefined> {
  if (instanceId === undefined) return undefined
  const record = await readRecord(room, organizationId, instanceId, accountId)
  if (record !== undefined) return record
  throw new PlatformError('not_found', `No instance found with ID ${instanceId}`)
}

/** The entry that says which type is meant, for connectors that have several. */
export function typeChoice(connector: Connector, type: string): readonly [string, string][] {
  return connector.authenticationTypes.length > 1 ? [[authenticationTypeKey(connector), type]] : []
}
