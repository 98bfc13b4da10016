/** Asks the vendor whether the credentials work, and runs what the definition wants done with a new connection. */
import type { Connector } from '../catalog/connector.ts'
import { PlatformError, type ErrorCode } from '../core/errors.ts'
import type { VendorConnection } from '../vendor-calls/connection.ts'
import type { VendorApp } from './oauth/oauth-client.ts'
import type { InstanceRoom } from './room.ts'

/**
 * Runs `provisionAuthValidation`, then `onProvision`.
 * @returns values that these learnt, to be kept with the instance
 * @throws vendor_unauthorized (401), vendor_rejected (400) or the coded failure of the vendor, with its words
 */
export async function proveConnection(
  room: InstanceRoom,
  organizationId: number,
  connector: Connector,
  authenticationType: string,
  values: Readonly<Record<string, string>>,
  app: VendorApp | undefined,
): Promise<ReadonlyMap<string, string>> {
  const connection = temporaryConnection(organizationId, connector, authenticationType, values, app)
  try {
    const proof = await room.vendorCalls.runLifecycle(connection, 'provisionAuthValidation')
    const provisioned = await room.vendorCalls.runLifecycle(
      { ...connection, configuration: { ...connection.configuration, ...proof.configuration } },
      'onProvision',
    )
    return new Map(Object.entries({ ...proof.configuration, ...provisioned.configuration }))
  } catch (error) {
    throw refusal(error)
  }
}

/** A connection that no instance has yet: nothing is marked or saved through it. */
export function temporaryConnection(
  organizationId: number,
  connector: Connector,
  authenticationType: string,
  values: Readonly<Record<string, string>>,
  app: VendorApp | undefined,
): VendorConnection {
  return {
    connector,
    authenticationType,
    configuration: withApp(values, app),
    organizationId,
    budgetKey: undefined,
  }
}

/**
 * Adds the client id of the app in force. A client secret that is not the instance's own stays out: what a connection
 * knows can be put into addresses and headers, and part of those the instance's owner writes.
 */
export function withApp(
  values: Readonly<Record<string, string>>,
  app: VendorApp | undefined,
): Readonly<Record<string, string>> {
  return app === undefined ? values : { ...values, 'oauth.api.key': app.clientId }
}

const refusedCredentials: ReadonlySet<ErrorCode> = new Set([
  'reauth_required',
  'vendor_unauthorized',
  'vendor_forbidden',
])
const refusedRequest: ReadonlySet<ErrorCode> = new Set([
  'vendor_rejected',
  'vendor_not_found',
  'vendor_conflict',
])

/** A vendor's no during provisioning concerns what the caller sent; a 404 of theirs is not one of ours. */
function refusal(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error
  const said = error.providerMessage === undefined ? {} : { providerMessage: error.providerMessage }
  if (refusedCredentials.has(error.code)) {
    return new PlatformError(
      'vendor_unauthorized',
      `The vendor refused the credentials; nothing was stored. ${error.message}`,
      { cause: error, ...said },
    )
  }
  if (refusedRequest.has(error.code)) {
    return new PlatformError(
      'vendor_rejected',
      `The vendor refused the connection; nothing was stored. ${error.message}`,
      { cause: error, ...said },
    )
  }
  return error
}
