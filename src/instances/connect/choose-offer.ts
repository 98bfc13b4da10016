/** What a person chose in the widget, judged against what the session offers. */
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import type { KeptValues } from '../configuration.ts'
import { connectorOf } from '../connector-source.ts'
import { readInstanceRequest } from '../instance-request.ts'
import type { ConnectRoom } from './connect-room.ts'
import type { ConnectSessionRow } from './connect-session-store.ts'
import { offerOf, termsOf, type OfferedType, type OfferTerms } from './offers.ts'

/** The body of the widget's two deeds, its shape checked by the route. */
export interface WidgetChoice {
  /** May be left out when the session is for one connector. */
  readonly element?: string | undefined
  readonly authenticationType?: string | undefined
  readonly configuration?: Readonly<Record<string, unknown>> | undefined
}

export interface Chosen {
  readonly connector: Connector
  readonly offered: OfferedType
  /** What the person typed; only keys that were asked for. */
  readonly given: KeptValues
  /** What the session fixed, over that. */
  readonly values: KeptValues
  readonly terms: OfferTerms
}

/** Throws invalid_request for whatever the session does not offer. */
export async function choose(
  room: ConnectRoom,
  row: ConnectSessionRow,
  choice: WidgetChoice,
  usesOAuth: boolean,
): Promise<Chosen> {
  const terms = await termsOf(room, row)
  const connector = connectorOf(room.catalog, elementOf(row, choice.element))
  const { types } = await offerOf(room, connector, terms)
  const offered = typeOf(types, choice.authenticationType, usesOAuth)
  const given = readGiven(offered, choice.configuration ?? {})
  return { connector, offered, given, values: new Map([...given, ...terms.fixed]), terms }
}

function elementOf(row: ConnectSessionRow, asked: string | undefined): string {
  const [only] = row.connector_keys
  const key = asked ?? (row.connector_keys.length === 1 ? only : undefined)
  if (key !== undefined && row.connector_keys.includes(key)) return key
  throw wrong('/element', `must be one of ${row.connector_keys.map(quoted).join(', ')}`)
}

function typeOf(
  types: readonly OfferedType[],
  asked: string | undefined,
  usesOAuth: boolean,
): OfferedType {
  const fitting = types.filter((one) => one.usesOAuth === usesOAuth)
  const chosen = asked === undefined ? fitting[0] : fitting.find(({ type }) => type === asked)
  if (chosen !== undefined && (asked !== undefined || fitting.length === 1)) return chosen
  const path = '/authenticationType'
  if (fitting.length > 0) {
    throw wrong(path, `must be one of ${fitting.map(({ type }) => quoted(type)).join(', ')}`)
  }
  throw wrong(
    path,
    usesOAuth
      ? 'is not offered: this session connects by keys only (POST /connect/session/instance)'
      : 'is not offered: this session connects by the consent of the vendor only (POST /connect/session/oauth)',
  )
}

/** The person can say nothing that was not asked for: no address, no app, nothing that is fixed. */
function readGiven(
  { configuration: asked }: OfferedType,
  configuration: Readonly<Record<string, unknown>>,
): KeptValues {
  const given = readInstanceRequest({ configuration }).configuration ?? new Map()
  const strange = [...given.keys()].filter((key) => !asked.some((entry) => entry.key === key))
  if (strange.length === 0) return given
  const message = 'is not asked for by this session'
  throw new PlatformError('invalid_request', `${strange.map(quoted).join(', ')} ${message}`, {
    details: strange.map((key) => ({ path: `/configuration/${key}`, message })),
  })
}

function wrong(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}

function quoted(text: string): string {
  return `'${text}'`
}
