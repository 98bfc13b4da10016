import type { Connector } from '../catalog/connector.ts'

/** What a vendor call must know of an instance, or of one that is being provisioned. */
export interface VendorConnection {
  readonly connector: Connector
  readonly authenticationType: string
  /** Clear values, defaults merged. */
  readonly configuration: Readonly<Record<string, string>>
  readonly organizationId: number
  /** The quota shared by everything that calls for this instance; `undefined` while provisioning. */
  readonly budgetKey: string | undefined
  /**
   * The vendor refused the credentials. Answers a connection with newer ones (the call is made once more),
   * or undefined when there are none: then the instance was marked as needing re-authentication.
   */
  credentialsRefused?(reason: string): Promise<VendorConnection | undefined>
  /**
   * Undefined while the credentials are good for another minute (the common case, no await). Otherwise a promise of a
   * connection with renewed ones: they are renewed once however many callers wait. Callers ask before each call.
   */
  renewIfDue?(): Promise<VendorConnection> | undefined
  /** Keeps values that a hook or a `source: response` parameter produced. */
  saveConfiguration?(values: Readonly<Record<string, string>>): Promise<void>
}

/** A request on a resource of a connector, already parsed. */
export interface ResourceRequest {
  readonly method: string
  /** Resource path without hub, as asked: `/orders/AB1CD`. */
  readonly path: string
  readonly pathVariables: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly requestId: string
  /** Milliseconds since 1970 by which an answer must be there. */
  readonly deadline: number
  /** Counts the requests that went to the vendor, also when the call ends in an error. */
  readonly meter?: CallMeter
}

export interface CallMeter {
  vendorCalls: number
  /** A write reached the vendor and was not clearly refused: doing it again may do it twice. */
  mayHaveActed?: boolean
}

/** What came back, in our shape. */
export interface ResourceAnswer {
  readonly status: number
  readonly body: unknown
  /** The vendor's own bytes, when `body` is exactly what they say; saves writing the body anew. */
  readonly bytes: Buffer | undefined
  /** False when the body surely holds no null, so that nobody need look for one. */
  readonly mayHoldNulls: boolean
  /** Set for lists. */
  readonly page:
    | {
        readonly returned: number
        readonly total: number | undefined
        readonly next: string | undefined
      }
    | undefined
  /** For the `Elements-Error` header. */
  readonly notice: string | undefined
  /** How many requests went to the vendor. */
  readonly vendorCalls: number
}
