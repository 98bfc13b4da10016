import type { InstanceCaller } from '../instances/open-instance.ts'
import type { CallMeter } from '../vendor-calls/connection.ts'

/** One call on a hub, as the edge hands it over: parsed, judged, not yet answered. */
export interface HubRequest {
  readonly instanceCaller: InstanceCaller
  /** Written by the client and not checked, as the contract wants. */
  readonly hub: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Decoded segments after the hub. */
  readonly segments: readonly string[]
  /** The same as written, with a leading slash, still encoded. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** A route of the platform begins so, too: what has no resource of its own is not meant. */
  readonly isPlatformName?: boolean
  /** Query as written, without `?`; pass-through sends it on. */
  readonly queryText: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** A JSON value; bytes for pass-through. */
  readonly body: unknown
  readonly requestId: string
  readonly ip: string
  /** The whole path as asked, for the usage record. */
  readonly uri: string
  /** Tells the edge what happened at the vendor, also when the call ends in an error. */
  readonly meter: CallMeter
}

/** What goes back; a body is already text or bytes, so that nothing serializes it again. */
export interface HubAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer | undefined
}
