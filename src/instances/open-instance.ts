import type { Caller } from '../accounts/caller.ts'
import type { VendorConnection } from '../vendor-calls/connection.ts'
import type { InstanceCaching } from './instance-caching.ts'

/** How long an opened instance may be used. Open-instances.ts alone changes it. */
export interface InstanceLife {
  /** By our clock; 0 as soon as anybody changed the instance. */
  until: number
  /** Since `until` was set. */
  isUsed: boolean
  /** Of the rows it was opened from; see instance-store.ts. */
  readonly version: string
}

/** An instance with its credentials opened, as the hub uses it; never older than 60 s. */
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
  /** On the instance itself, because to look it up in a map costs a warm call more than all else that is asked of it. */
  readonly life?: InstanceLife
}

/** User + Element of one header, found to belong together. */
export interface InstanceCaller {
  readonly caller: Caller
  readonly instance: OpenInstance
}
