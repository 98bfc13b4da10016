/** A browser that comes back from a vendor, when the widget sent it there. */
import { readBranding } from '../../accounts/branding-store.ts'
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import { oauth2 } from '../authentication-type.ts'
import type { KeptValues } from '../configuration.ts'
import { findOwner } from '../oauth/state-store.ts'
import { attempt } from './attempt.ts'
import { connectEvent } from './connect-event.ts'
import { openFixed, openGiven, type ConnectRoom } from './connect-room.ts'
import {
  findConnectSession,
  findGiven,
  noteFailure,
  type ConnectSessionRow,
} from './connect-session-store.ts'
import { themeOver, type WidgetTheme } from './looks.ts'
import { makeConnection, type Connected } from './make-connection.ts'
import type { ConnectReason } from './reasons.ts'
import { oauthValues } from './start-oauth.ts'
import { isOpen } from './session-state.ts'

/** A flow of the widget that a browser came back from. */
export interface ReturningConnect {
  readonly connector: Connector
  readonly session: ConnectSessionRow
  readonly stateHash: Buffer
  /** The browser that came back is the one that began. */
  readonly sameBrowser: boolean
  /** To whom the account will be linked. */
  readonly organizationName: string
  /** What the customer calls the person who shall be connected. */
  readonly endUser: string | undefined
  readonly theme: WidgetTheme
}

export type Landed =
  { readonly connected: Connected } | { readonly reason: ConnectReason; readonly message: string }

/** The flow of a state; undefined when it is not one of the widget's that is still good. */
export async function returning(
  room: ConnectRoom,
  connectorKey: string,
  state: string,
  browserSecret: string | undefined,
): Promise<ReturningConnect | undefined> {
  const connector = room.catalog.get(connectorKey)
  if (connector === undefined) return undefined
  const found = await room.states.peek(connector.key, state, browserSecret)
  const sessionId = found?.known.connectSessionId
  if (found === undefined || sessionId === undefined) return undefined
  const { db } = room.database
  const { organizationId, userId } = found.known.owner
  const session = await findConnectSession(db, organizationId, sessionId)
  const owner = await findOwner(db, organizationId, userId)
  if (session === undefined || owner === undefined) return undefined
  return {
    connector,
    session,
    stateHash: found.stateHash,
    sameBrowser: found.sameBrowser,
    organizationName: owner.organizationName,
    endUser: session.end_user_name ?? session.end_user_email ?? undefined,
    theme: themeOver(await readBranding(db, organizationId), session),
  }
}

/** Makes the connection with what the vendor put into the address. Throws only what is our own failure. */
export async function land(
  room: ConnectRoom,
  flow: ReturningConnect,
  providerData: ReadonlyMap<string, string>,
): Promise<Landed> {
  const { connector, session } = flow
  try {
    const connected = await attempt(room, session, 'oauth', async (settle) => {
      const given = await readGiven(room, flow)
      const values = new Map([...given, ...openFixed(room.vault, session)])
      const request = {
        connector,
        authenticationType: oauth2,
        values: oauthValues(room, { connector, values }),
        providerData,
      }
      return makeConnection(room, session, request, settle)
    })
    return { connected }
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code === 'internal') throw error
    return { reason: (error.reason ?? 'failed') as ConnectReason, message: error.message }
  }
}

async function readGiven(
  room: ConnectRoom,
  { session, stateHash }: ReturningConnect,
): Promise<KeptValues> {
  const { organization_id: organizationId } = session
  const sealed = await findGiven(room.database.db, organizationId, stateHash)
  return sealed === undefined
    ? new Map<string, string>()
    : openGiven(room.vault, organizationId, stateHash, sealed)
}

/** The person, or the vendor, said no: the state is used up, the session may be tried again. */
export async function denied(
  room: ConnectRoom,
  { connector, session }: ReturningConnect,
  state: string,
): Promise<void> {
  const { organization_id: organizationId, id } = session
  try {
    await room.states.spend(organizationId, connector.key, state)
  } catch (error) {
    // The same page, loaded twice at once.
    if (error instanceof PlatformError) return
    throw error
  }
  if (!isOpen(session, room.clock.now())) return
  await room.database.transaction(async (trx) => {
    await noteFailure(trx, organizationId, id, 'denied')
    const event = connectEvent(session, 'connect-session.failed', session.instance_id, 400)
    await room.audit.record(trx, event)
  })
}
