/**
 * From what was asked to a connection that works: choose the authentication, merge, check, exchange, ask the vendor.
 * Nothing is stored here; whoever calls commits the outcome whole, or nothing when this throws.
 */
import type { Connector } from '../catalog/connector.ts'
import { isSecretName } from '../net/redact.ts'
import { appInForce } from './app-in-force.ts'
import { checkAddresses, checkEventObjects, checkValues } from './configuration-values.ts'
import {
  changedKeys,
  inForce,
  missingKeys,
  throwIfMissing,
  type Entries,
  type KeptValues,
} from './configuration.ts'
import { identityFor } from './connection-identity.ts'
import { freshTokens, withTokenAnswer } from './fresh-tokens.ts'
import type { InstanceRequest } from './instance-request.ts'
import {
  concernsVendor,
  isNew,
  missingToken,
  planOf,
  secretsInClear,
  servedKeys,
  type Before,
} from './provision-plan.ts'
import { proveConnection } from './prove-connection.ts'
import type { InstanceRoom } from './room.ts'
import { secretValues } from './secret-keys.ts'
import { refuseForeignAddresses, refuseMovedSecrets } from './secret-destinations.ts'
import { refreshTokenKey, tokenValues } from './shared-tokens.ts'

export interface Provisioned {
  authenticationType: string
  externalAuthentication: 'none' | 'initial'
  entries: Entries
  kept: KeptValues
  vendorAppId: string | null
  vendorAccountId: string | null
  /** Set when the vendor gave new tokens, which all instances of the connection then share. */
  tokens: KeptValues | undefined
  /** The vendor was asked and took the credentials. */
  proven: boolean
}

export async function provision(
  room: InstanceRoom,
  organizationId: number,
  connector: Connector,
  before: Before,
  request: InstanceRequest,
): Promise<Provisioned> {
  const given = request.configuration ?? new Map<string, string | null>()
  const plan = planOf(connector, before, request, given)
  const { authenticationType, entries } = plan
  const changes = valuesChanged(before.kept, plan.kept)
  // Whoever mistyped an address is told so, before secrets are asked for that belong to it.
  checkValues(changes, entries)
  checkEventObjects(connector, changes, inForce(plan.kept, entries))
  refuseMovedSecrets(plan, before, given)
  await checkAddresses(changes, (url) => room.sender.refusal(url))
  const app = await appInForce(
    room.vendorApps,
    organizationId,
    connector,
    authenticationType,
    plan.kept,
  )
  refuseForeignAddresses(plan, app)
  room.traces.learn({
    secrets: [
      ...secretValues(inForce(plan.kept, entries), entries),
      ...(app === undefined ? [] : [app.clientSecret]),
      ...grantSecrets(request),
    ],
  })
  throwIfMissing([
    ...missingKeys(inForce(plan.kept, entries), entries, servedKeys(connector, plan, app)),
    ...missingToken(plan),
  ])

  const answer = await freshTokens(room, organizationId, connector, plan, app, request)
  const tokens = answer === undefined ? undefined : tokenValues(answer, room.clock.now())
  const withTokens = withTokenAnswer(connector, plan.kept, tokens, answer, request)
  room.traces.learn({ secrets: secretValues(inForce(withTokens, entries), entries) })
  const changed = changedKeys(before.kept, withTokens)
  const toProve =
    isNew(before) ||
    tokens !== undefined ||
    concernsVendor(connector, plan, changed) ||
    (before.needsProof && concernsVendor(connector, plan, secretsInClear(given, entries)))
  const learnt = toProve
    ? await proveConnection(
        room,
        organizationId,
        connector,
        authenticationType,
        inForce(withTokens, entries),
        app,
      )
    : new Map<string, string>()
  const kept = new Map([...withTokens, ...learnt])
  return {
    authenticationType,
    externalAuthentication: plan.external ? 'initial' : 'none',
    entries,
    kept,
    ...identityFor(connector, plan, before, { app, answer, kept, changed }),
    tokens: tokens === undefined ? undefined : withRefreshToken(tokens, kept),
    proven: toProve,
  }
}

/** What the vendor put into the callback and that acts for somebody. */
function grantSecrets({ providerData }: InstanceRequest): string[] {
  return [...(providerData ?? [])]
    .filter(([name]) => name === 'code' || isSecretName(name))
    .map(([, value]) => value)
}

function valuesChanged(before: KeptValues, after: KeptValues): Map<string, string> {
  const changed = new Map<string, string>()
  for (const key of changedKeys(before, after)) {
    const value = after.get(key)
    if (value !== undefined && value !== null) changed.set(key, value)
  }
  return changed
}

/** The whole set for the other instances, so that none keeps the refresh token of the grant before. */
function withRefreshToken(tokens: KeptValues, kept: KeptValues): KeptValues {
  return new Map([...tokens, [refreshTokenKey, kept.get(refreshTokenKey) ?? null]])
}
