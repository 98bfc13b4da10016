/**
 * Connect sessions: the authenticate flow inside a customer's own product. The customer's server makes a session, the
 * person's browser uses it through the widget, by its token alone and for one instance. The person is not the customer:
 * he sees no configuration that was fixed for him and never the instance token. docs/guides/connect-widget.md
 */
import { readBranding } from '../../accounts/branding-store.ts'
import type { Caller } from '../../accounts/caller.ts'
import { PlatformError } from '../../core/errors.ts'
import { scopeOf } from '../find-instances.ts'
import { findOwner } from '../oauth/state-store.ts'
import { frameAncestors } from './allowed-origins.ts'
import { attempt } from './attempt.ts'
import { choose, type WidgetChoice } from './choose-offer.ts'
import { connectEvent } from './connect-event.ts'
import { openFixed, type ConnectRoom } from './connect-room.ts'
import {
  findAllowedOrigins,
  findByToken,
  findConnectSession,
  listConnectSessions,
  revokeConnectSession,
  type ConnectSessionRow,
} from './connect-session-store.ts'
import { denied, land, returning, type Landed, type ReturningConnect } from './landing.ts'
import { makeConnection, type Connected } from './make-connection.ts'
import { makeSession } from './make-session.ts'
import { offerOf, reconnectedRecord, termsOf, type Offer } from './offers.ts'
import { reasonOf, withReason } from './reasons.ts'
import { pageTokenOf, readPageToken } from './session-page.ts'
import type { ConnectSessionInput } from './session-request.ts'
import { isOpen, refuseEnded, stateOf, type ConnectState } from './session-state.ts'
import { startOAuth, type StartedOAuth } from './start-oauth.ts'
import {
  sessionView,
  widgetView,
  type ConnectSessionView,
  type WidgetSessionView,
} from './views.ts'

/** A session whose token a request showed; over or not. */
export interface OpenConnectSession {
  readonly row: ConnectSessionRow
  readonly organizationName: string
}

export interface ConnectSessionQuery {
  readonly endUserId?: string | undefined
  /** At most 200. */
  readonly pageSize: number
  readonly nextPage?: string | undefined
}

export interface ConnectSessions {
  /** The answer holds the token, this once, and the address to open or send. */
  create(
    caller: Caller,
    input: ConnectSessionInput,
  ): Promise<ConnectSessionView & { token: string; url: string }>
  /** The newest first. */
  list(
    caller: Caller,
    query: ConnectSessionQuery,
  ): Promise<{ sessions: ConnectSessionView[]; nextPage: string | undefined }>
  /** Throws not_found. */
  get(caller: Caller, id: string): Promise<ConnectSessionView>
  /** Throws not_found, or conflict when it is over already. */
  revoke(caller: Caller, id: string): Promise<void>
  /** The session of a token; undefined when there is none, or whoever made it may no longer make instances. */
  openByToken(token: string): Promise<OpenConnectSession | undefined>
  /** What the widget shows. */
  read(session: OpenConnectSession): Promise<WidgetSessionView>
  /** Throws coded errors with a `reason`. */
  startOAuth(session: OpenConnectSession, choice: WidgetChoice): Promise<StartedOAuth>
  /** Connects by keys. Throws coded errors with a `reason`. */
  connect(session: OpenConnectSession, choice: WidgetChoice): Promise<Connected>
  returning(
    connectorKey: string,
    state: string,
    browserSecret: string | undefined,
  ): Promise<ReturningConnect | undefined>
  land(flow: ReturningConnect, providerData: ReadonlyMap<string, string>): Promise<Landed>
  denied(flow: ReturningConnect, state: string): Promise<void>
  /**
   * `frame-ancestors …` for the page of a session: the one thing that the id alone gives. A session without origins, and
   * an id that is none, may be framed by nobody.
   */
  connectSessionFraming(id: string): Promise<string>
}

export function createConnectSessions(room: ConnectRoom): ConnectSessions {
  const { db } = room.database
  const view = (row: ConnectSessionRow) => customerView(room, row)
  async function owned(caller: Caller, id: string): Promise<ConnectSessionRow> {
    const { organizationId, accountId } = scopeOf(caller)
    const row = await findConnectSession(db, organizationId, id, accountId)
    if (row !== undefined) return row
    throw new PlatformError('not_found', `No connect session found with ID ${id}`)
  }

  return {
    async create(caller, input) {
      const { id, token } = await makeSession(room, caller, input)
      // The fragment is sent to no server, so the token is in no log.
      const url = `${room.publicUrl()}/connect/${id}#${token}`
      return { ...view(await owned(caller, id)), token, url }
    },
    async list(caller, { endUserId, pageSize, nextPage }) {
      const { organizationId, accountId } = scopeOf(caller)
      const after = nextPage === undefined ? undefined : readPageToken(nextPage)
      const filter = { accountId, endUserId, after, limit: pageSize + 1 }
      const rows = await listConnectSessions(db, organizationId, filter)
      const shown = rows.slice(0, pageSize)
      const last = shown.at(-1)
      return {
        sessions: shown.map(view),
        nextPage: rows.length > pageSize && last !== undefined ? pageTokenOf(last) : undefined,
      }
    },
    get: async (caller, id) => view(await owned(caller, id)),
    async revoke(caller, id) {
      const row = await owned(caller, id)
      const now = room.clock.now()
      if (!isOpen(row, now)) throw overAlready(stateOf(row, now))
      await room.database.transaction(async (trx) => {
        const isRevoked = await revokeConnectSession(trx, row.organization_id, id, new Date(now))
        if (!isRevoked) throw overAlready('connected')
        await room.audit.record(trx, connectEvent(row, 'connect-session.revoked', row.instance_id))
      })
    },
    async openByToken(token) {
      if (!/^hwc_[A-Za-z0-9_-]{43}$/.test(token)) return undefined
      const row = await findByToken(db, room.vault.lookupHash('connect-session', token))
      if (row === undefined) return undefined
      const owner = await findOwner(db, row.organization_id, row.user_id)
      return owner === undefined ? undefined : { row, organizationName: owner.organizationName }
    },
    read: (session) => read(room, session),
    startOAuth: ({ row }, choice) => told('oauth', () => startOAuth(room, row, choice)),
    connect: ({ row }, choice) =>
      told('keys', async () => {
        refuseEnded(row, room.clock.now())
        const { connector, offered, values } = await choose(room, row, choice, false)
        const request = { connector, authenticationType: offered.type, values }
        return attempt(room, row, 'keys', (settle) => makeConnection(room, row, request, settle))
      }),
    returning: (connectorKey, state, secret) => returning(room, connectorKey, state, secret),
    land: (flow, providerData) => land(room, flow, providerData),
    denied: (flow, state) => denied(room, flow, state),
    connectSessionFraming: async (id) => frameAncestors(await findAllowedOrigins(db, id)),
  }
}

/** Every failure that leaves towards the widget has its word. */
async function told<T>(way: 'oauth' | 'keys', work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw withReason(error, reasonOf(error, way))
  }
}

function customerView(room: ConnectRoom, row: ConnectSessionRow): ConnectSessionView {
  const connectors = row.connector_keys.flatMap((key) => room.catalog.get(key) ?? [])
  return sessionView(row, connectors, openFixed(room.vault, row), room.clock.now())
}

async function read(
  room: ConnectRoom,
  { row, organizationName }: OpenConnectSession,
): Promise<WidgetSessionView> {
  const now = room.clock.now()
  const offers = isOpen(row, now) ? await offersOf(room, row) : []
  return widgetView(row, {
    organizationName,
    offers,
    instance: await shownInstance(room, row),
    publicUrl: room.publicUrl(),
    branding: await readBranding(room.database.db, row.organization_id),
    now,
  })
}

async function offersOf(room: ConnectRoom, row: ConnectSessionRow): Promise<Offer[]> {
  const terms = await termsOf(room, row)
  const connectors = row.connector_keys.flatMap((key) => room.catalog.get(key) ?? [])
  return Promise.all(connectors.map((connector) => offerOf(room, connector, terms)))
}

/** Id and name of the instance that was made, or is to be authenticated again; undefined when there is none. */
async function shownInstance(
  room: ConnectRoom,
  row: ConnectSessionRow,
): Promise<{ id: number; name: string } | undefined> {
  const id = row.connected_instance_id ?? row.instance_id
  if (id === null) return undefined
  try {
    const record = await reconnectedRecord(room, row.organization_id, id)
    return { id, name: record?.row.name ?? '' }
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'not_found') return undefined
    throw error
  }
}

function overAlready(state: ConnectState): PlatformError {
  return new PlatformError('conflict', `The connect session is over already (${state})`)
}
