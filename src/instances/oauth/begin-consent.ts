/**
 * A consent that a page of ours begins and finishes: the person goes to the vendor in a window of its own, the landing
 * page hands the code to the page that began, and that page makes the instance, or authenticates one again, with all
 * that the person typed. What the request will be refused for is said here already, so that nobody consents in vain.
 */
import type { Caller } from '../../accounts/caller.ts'
import { PlatformError } from '../../core/errors.ts'
import { appInForce } from '../app-in-force.ts'
import { authenticationTypeKey, oauth2 } from '../authentication-type.ts'
import { checkAddresses, checkValues } from '../configuration-values.ts'
import { byKey, inForce, missingKeys, throwIfMissing, type KeptValues } from '../configuration.ts'
import { getRecord, scopeOf } from '../find-instances.ts'
import { beforeOf, type InstanceRecord } from '../instance-record.ts'
import { readInstanceRequest } from '../instance-request.ts'
import { nothingBefore, planOf, servedKeys } from '../provision-plan.ts'
import type { InstanceRoom } from '../room.ts'
import { refuseForeignAddresses, refuseMovedSecrets } from '../secret-destinations.ts'
import { authorizeUrl } from './authorize-url.ts'
import type { OAuthFlows } from './flows.ts'
import { landingPage } from './landing-page.ts'
import { oauthClient } from './oauth-client.ts'
import type { OAuthStates } from './states.ts'

export interface ConsentRequest {
  /** As it will be in the request that comes with the code. */
  readonly configuration: unknown
  /** The instance that is to be authenticated again. */
  readonly instanceId: number | undefined
}

export interface BegunConsent {
  /** Key of the connector. */
  readonly element: string
  readonly oauthUrl: string
  /** By it the page that began knows the code for its own. */
  readonly state: string
  readonly redirectUrl: string
  /** When it is too late to come back. */
  readonly expiresAt: Date
  /** For a cookie of the browser that begins, by which the landing page knows it again. */
  readonly browserSecret: string
  readonly secureCookie: boolean
}

export type ConsentRoom = InstanceRoom & { readonly states: OAuthStates }

/** @throws PlatformError what `POST` and `PATCH /instances` would refuse before they ask the vendor */
export async function beginConsent(
  room: ConsentRoom,
  flows: OAuthFlows,
  caller: Caller,
  keyOrId: string,
  request: ConsentRequest,
): Promise<BegunConsent> {
  const connector = flows.connector(keyOrId)
  const record = await recordOf(room, caller, connector.key, request.instanceId)
  const redirectUrl = landingPage(room.publicUrl(), connector)
  const { client, scope } = await clientOf(room, caller, connector, record, request.configuration)
  const { organizationId, userId } = caller
  const issued = await room.states.issue({
    owner: { organizationId, userId },
    connectorKey: connector.key,
    redirectUri: redirectUrl,
    callerState: undefined,
    pkce: client.pkce,
    handsOver: true,
  })
  const { state, codeChallenge, expiresAt, browserSecret } = issued
  return {
    element: connector.key,
    oauthUrl: authorizeUrl(connector, client, {
      redirectUri: redirectUrl,
      scope,
      state,
      codeChallenge,
    }),
    state,
    redirectUrl,
    expiresAt,
    browserSecret,
    secureCookie: room.publicUrl().startsWith('https:'),
  }
}

async function recordOf(
  room: ConsentRoom,
  caller: Caller,
  connectorKey: string,
  instanceId: number | undefined,
): Promise<InstanceRecord | undefined> {
  if (instanceId === undefined) return undefined
  const record = await getRecord(room, scopeOf(caller), instanceId)
  if (record.row.connector_key === connectorKey) return record
  const message = `is an instance of '${record.row.connector_key}', not of '${connectorKey}'`
  throw new PlatformError('invalid_request', `'instanceId' ${message}`, {
    details: [{ path: '/instanceId', message }],
  })
}

async function clientOf(
  room: ConsentRoom,
  caller: Caller,
  connector: ReturnType<OAuthFlows['connector']>,
  record: InstanceRecord | undefined,
  configuration: unknown,
) {
  const asked = readInstanceRequest({ configuration })
  const typeKey = authenticationTypeKey(connector)
  const types = connector.authenticationTypes.length > 1 ? [[typeKey, oauth2] as const] : []
  const given: KeptValues = new Map([...(asked.configuration ?? []), ...types])
  const before = record === undefined ? nothingBefore : beforeOf(record)
  // As the request will be that comes with the code.
  const returning = { ...asked, providerData: new Map([['code', '']]) }
  const plan = planOf(connector, before, returning, given)
  const typed = new Map([...given].map(([key, value]) => [key, value ?? '']))
  const worthChecking = new Map([...typed].filter(([, value]) => value !== ''))
  checkValues(worthChecking, byKey(connector.entriesFor(oauth2)))
  refuseMovedSecrets(plan, before, given)
  await checkAddresses(worthChecking, (url) => room.sender.refusal(url))
  const { organizationId } = caller
  const app = await appInForce(room.vendorApps, organizationId, connector, oauth2, plan.kept)
  refuseForeignAddresses(plan, app)
  const values = inForce(plan.kept, plan.entries)
  throwIfMissing(missingKeys(values, plan.entries, servedKeys(connector, plan, app)))
  if (app === undefined) {
    throw new PlatformError(
      'vendor_app_required',
      `There is no vendor app for '${connector.key}': give oauth.api.key and oauth.api.secret, or set one with PUT /vendor-apps/${connector.key}`,
    )
  }
  const ownScope = plan.kept.get('oauth.scope') ?? undefined
  return {
    client: oauthClient(connector, values, app),
    scope: ownScope ?? app.scope ?? values['oauth.scope'],
  }
}
