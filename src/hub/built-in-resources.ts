/** What every connector answers without a line in its definition: `ping`, `objects` and their metadata. */
import { metadataOf } from '../catalog/object-metadata.ts'
import { objectsOf } from '../catalog/objects.ts'
import { PlatformError } from '../core/errors.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { VendorCalls } from '../vendor-calls/vendor-calls.ts'
import { checkInstanceMayCall } from './may-call.ts'

export interface Pong {
  readonly dateTime: string
  /** Key of the connector. */
  readonly endpoint: string
  readonly valid: boolean
}

export interface PingOptions {
  readonly requestId: string
  readonly deadline: number
  readonly now: number
  readonly meter: { vendorCalls: number }
}

/**
 * Asks the vendor whether the credentials still work, by the connector's cheapest check (`provisionAuthValidation`).
 * `valid: false` when the vendor refuses them; other failures are errors. A connector without a check answers by the
 * instance's state.
 */
export async function ping(
  vendorCalls: Pick<VendorCalls, 'runLifecycle'>,
  instance: OpenInstance,
  options: PingOptions,
): Promise<Pong> {
  const pong = (valid: boolean): Pong => ({
    dateTime: new Date(options.now).toISOString(),
    endpoint: instance.connector.key,
    valid,
  })
  if (instance.state === 'reauth_required' && !instance.disabled) return pong(false)
  checkInstanceMayCall(instance)
  try {
    const { vendorCalls: count } = await vendorCalls.runLifecycle(
      instance,
      'provisionAuthValidation',
      { requestId: options.requestId, deadline: options.deadline },
    )
    options.meter.vendorCalls += count
    return pong(true)
  } catch (error) {
    options.meter.vendorCalls += 1
    if (error instanceof PlatformError && refusals.has(error.code)) return pong(false)
    throw error
  }
}

const refusals: ReadonlySet<string> = new Set([
  'reauth_required',
  'vendor_unauthorized',
  'vendor_forbidden',
  'vendor_payment_required',
])

export interface ObjectCard {
  readonly name: string
  readonly vendorName: string
  readonly type: 'vendor'
}

/** Names of the objects: the old shape is a list of texts, the one named Helium a list of cards. */
export function objects(
  instance: OpenInstance,
  version: 'Hydrogen' | 'Helium',
): string[] | ObjectCard[] {
  const names = objectsOf(instance.connector, instance.authenticationType)
  if (version === 'Hydrogen') return [...names]
  return names.map((name) => ({ name, vendorName: name, type: 'vendor' as const }))
}

/** Fields of one object. Throws 404 for a name the instance does not have. */
export function metadata(instance: OpenInstance, objectName: string): object {
  const found = metadataOf(instance.connector, objectName, instance.authenticationType)
  if (found !== undefined) return found
  throw new PlatformError(
    'not_found',
    `No object found with name '${objectName.slice(0, 100)}'; GET /objects lists them`,
  )
}
