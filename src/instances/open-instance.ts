import type { Caller } from '../accounts/caller.ts'
import type { VendorConnection } from '../vendor-calls/connection.ts'
import type { InstanceCaching } from './instance-caching.ts'

/** An instance with its credentials opened, as the hub uses it; cached for at most 60 s. */
export interface OpenInstance extends VendorConnection {
  readonly id: number
  readonly accountId: number
  readonly name: string
  readonly tags: readonly string[]
  readonly disabled: boolean
  readonly state: 'connected' | 'reauth_required'
  readonly stateReason: string | undefined
  /** `filter.response.nulls`, parsed. */
  readonly filterNulls: boolean
  /** How answers are remembered; undefined when they are not. */
  readonly caching: InstanceCaching | undefined
  /** The same for all instances that may see each other's writes; see instance-caching.ts. */
  readonly vendorAccount: string
  /** Another one after every change of the instance. */
  readonly revision: number
  /** Until when its calls are traced, in milliseconds since 1970 by our clock; 0: not at all. */
  readonly tracedUntil: number
}

/** User + Element of one header, found to belong together. */
export interface InstanceCaller {
  readonly caller: Caller
  readonly instance: OpenInstance
}
