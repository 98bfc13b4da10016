/** Makes a connect session: everything that can be known to be wrong is told to the customer now, not to the person later. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Caller } from '../../accounts/caller.ts'
import type { Connector } from '../../catalog/connector.ts'
import { PlatformError } from '../../core/errors.ts'
import { checkAddresses, checkEventObjects, checkValues } from '../configuration-values.ts'
import { byKey, type KeptValues } from '../configuration.ts'
import { connectorOf } from '../connector-source.ts'
import { scopeOf } from '../find-instances.ts'
import { connectEvent } from './connect-event.ts'
import { openDestinations } from './fixed-secrets.ts'
import { sealFixed, type ConnectRoom } from './connect-room.ts'
import {
  countConnectSessions,
  insertConnectSession,
  type NewConnectSession,
} from './connect-session-store.ts'
import { offerOf, reconnectedRecord, type OfferTerms } from './offers.ts'
import {
  readSession,
  refused,
  type ConnectSessionInput,
  type ReadSession,
} from './session-request.ts'

/** Sessions of an organization that can be used at the same time; links by e-mail live for days. */
export const mostOpen = 10_000
/** Sessions that an organization may make in a minute. */
export const mostPerMinute = 300

/** Made, and the only time that its token is known. */
export interface MadeSession {
  readonly id: string
  /** `hwc_` and 256 random bits. */
  readonly token: string
}

/** Throws invalid_request, invalid_configuration, not_found, vendor_app_required, rate_limited. */
export async function makeSession(
  room: ConnectRoom,
  caller: Caller,
  input: ConnectSessionInput,
): Promise<MadeSession> {
  const read = readSession(input)
  const { organizationId } = caller
  const record = await reconnectedRecord(
    room,
    organizationId,
    input.instanceId,
    scopeOf(caller).accountId,
  )
  const connectors = connectorsOf(room, input.elements, record?.row.connector_key)
  checkTypes(connectors, input.authenticationTypes)
  await checkFixed(room, connectors, read.fixed)
  await checkOffers(room, connectors, {
    organizationId,
    authenticationTypes: input.authenticationTypes ?? null,
    fixed: read.fixed,
    record,
  })
  const now = new Date(room.clock.now())
  const token = `hwc_${randomBytes(32).toString('base64url')}`
  const id = randomUUID()
  await room.database.transaction(async (trx) => {
    const since = new Date(now.getTime() - 60_000)
    refuseTooMany(await countConnectSessions(trx, organizationId, now, since))
    await insertConnectSession(trx, organizationId, {
      id,
      account_id: caller.accountId,
      user_id: caller.userId,
      token_hash: room.vault.lookupHash('connect-session', token),
      connector_keys: connectors.map(({ key }) => key),
      configuration_sealed: sealFixed(room.vault, organizationId, id, read.fixed),
      ...columnsOf(input, read, now),
    })
    const row = { id, organization_id: organizationId, account_id: caller.accountId }
    await room.audit.record(trx, connectEvent(row, 'connect-session.created', input.instanceId))
  })
  return { id, token }
}

function columnsOf(input: ConnectSessionInput, read: ReadSession, now: Date) {
  const { endUser, theme } = input
  return {
    authentication_types:
      input.authenticationTypes === undefined ? null : [...input.authenticationTypes],
    name: read.name,
    tags: [...read.tags],
    end_user_id: endUser?.id ?? null,
    end_user_email: endUser?.email ?? null,
    end_user_name: endUser?.displayName ?? null,
    instance_id: input.instanceId ?? null,
    allowed_origins: [...read.allowedOrigins],
    return_url: input.returnUrl ?? null,
    color_scheme: theme?.colorScheme ?? null,
    primary_color: theme?.primaryColor ?? null,
    corners: theme?.corners ?? null,
    language: input.language ?? null,
    created_at: now,
    expires_at: new Date(now.getTime() + read.lifeMs),
  } satisfies Partial<NewConnectSession>
}

function connectorsOf(
  room: ConnectRoom,
  elements: readonly string[] | undefined,
  ofInstance: string | undefined,
): Connector[] {
  const keys = elements ?? (ofInstance === undefined ? [] : [ofInstance])
  const connectors = new Map(
    keys.map((key) => connectorOf(room.catalog, key)).map((one) => [one.key, one]),
  )
  if (ofInstance !== undefined && (connectors.size !== 1 || !connectors.has(ofInstance))) {
    const message = `must name the connector of the instance only, '${ofInstance}', or be left out`
    throw refused([{ path: '/elements', message }])
  }
  return [...connectors.values()]
}

function checkTypes(connectors: readonly Connector[], types: readonly string[] | undefined): void {
  const known = new Set(connectors.flatMap(({ authenticationTypes }) => authenticationTypes))
  const details = (types ?? []).flatMap((type, index) => {
    const message = `must be one of ${[...known].map((one) => `'${one}'`).join(', ')}`
    return known.has(type) ? [] : [{ path: `/authenticationTypes/${index}`, message }]
  })
  if (details.length > 0) throw refused(details)
}

/** Values are for one connector: a key such as `oauth.api.secret` means another thing for each. */
async function checkFixed(
  room: ConnectRoom,
  connectors: readonly Connector[],
  fixed: KeptValues,
): Promise<void> {
  if (fixed.size === 0) return
  const [connector] = connectors
  if (connector === undefined || connectors.length > 1) {
    const message = 'is for one connector; make a session with one element, or leave it out'
    throw refused([{ path: '/configuration', message }])
  }
  if (fixed.has('oauth.callback.url')) {
    const message = `is not set for a session: people come back to ${room.publicUrl()}/oauth/callback/${connector.key}`
    throw refused([{ path: '/configuration/oauth.callback.url', message }])
  }
  const values = new Map([...fixed].map(([key, value]) => [key, value ?? '']))
  for (const type of connector.authenticationTypes) {
    checkValues(values, byKey(connector.entriesFor(type)))
  }
  checkEventObjects(connector, values, Object.fromEntries(values))
  const open = openDestinations(connector, connector.authenticationTypes, fixed).map((key) => ({
    path: `/configuration/${key}`,
    message: 'must be fixed too: secrets that you fixed are sent to the host it names',
  }))
  if (open.length > 0) throw refused(open)
  await checkAddresses(values, (url) => room.sender.refusal(url))
}

async function checkOffers(
  room: ConnectRoom,
  connectors: readonly Connector[],
  terms: OfferTerms,
): Promise<void> {
  for (const connector of connectors) {
    const { types } = await offerOf(room, connector, terms)
    if (types.length > 0) continue
    throw new PlatformError(
      'vendor_app_required',
      `Nobody could connect '${connector.key}' with this session: its authentication needs a vendor app. Set one with PUT /vendor-apps/${connector.key}, fix oauth.api.key and oauth.api.secret in configuration, or allow another authentication type`,
      { details: [{ path: '/elements', message: `'${connector.key}' has no vendor app` }] },
    )
  }
}

function refuseTooMany({ open, recent }: { open: number; recent: number }): void {
  if (open < mostOpen && recent < mostPerMinute) return
  const message =
    open >= mostOpen
      ? `Your organization has ${mostOpen} connect sessions that can still be used. Revoke some, or let them expire sooner`
      : `Your organization made ${mostPerMinute} connect sessions within a minute. Try again in a minute`
  throw new PlatformError('rate_limited', message, { headers: { 'retry-after': '60' } })
}
