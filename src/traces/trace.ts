/** What is kept of a call that was traced. Everything in it is masked already. */

/** A body as it is shown: its text, or only its size and type when it is no text. */
export interface ShownBody {
  /** Content-Type, where one was said. */
  readonly type?: string
  /** How long the whole body was. */
  readonly bytes: number
  readonly text?: string
  /** The text ends before the body does. */
  readonly isCut?: true
}

export interface ShownRequest {
  readonly method: string
  /** Path and query of ours, the whole address of a vendor's. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: ShownBody
}

export interface ShownResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: ShownBody
}

/** One request to the vendor and what came back: an answer, or the reason why none came. */
export interface Exchange {
  readonly request: ShownRequest
  readonly response?: ShownResponse
  readonly failure?: { readonly kind: string; readonly message: string }
  /** Milliseconds since 1970, by the clock of the server. */
  readonly at: number
  readonly durationMs: number
}

/** The part that may be customers' data, and is sealed. */
export interface TraceContent {
  readonly request: ShownRequest
  readonly response: ShownResponse
  readonly exchanges: readonly Exchange[]
}

/** `call`: through the hub. `provisioning`: an instance was made or changed, with `debug`. */
export type TraceKind = 'call' | 'provisioning'

/** The part that a list shows. */
export interface TraceHead {
  readonly requestId: string
  readonly organizationId: number
  readonly accountId: number
  /** Null for an instance that was not made. */
  readonly instanceId: number | null
  readonly connectorKey: string
  readonly kind: TraceKind
  readonly method: string
  /** Ours, without the query. */
  readonly path: string
  readonly status: number
  /** All requests to the vendor, also those that were too many to be kept. */
  readonly vendorCalls: number
  readonly durationMs: number
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Trace extends TraceHead {
  readonly content: TraceContent
}

/** The limits, as the guide names them. */
export const traceLimits = {
  /** Characters of a body. */
  body: 64 * 1024,
  /** Requests to the vendor in one trace. */
  exchanges: 40,
  /** Traces of one instance. */
  perInstance: 1_000,
  /** How long a trace is kept. */
  hours: 24,
} as const
