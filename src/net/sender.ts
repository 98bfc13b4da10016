/** One outbound request. Addresses a user controls and the vendors' go through the same guard. */
export interface OutboundRequest {
  readonly method: string
  /** Absolute http or https URL without credentials. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  /** Whole time allowed for the call, headers and body, in milliseconds (default 30 000). */
  readonly timeoutMs?: number
  /** Largest answer after inflating, in bytes (default 10 MB). */
  readonly maxBytes?: number
  /**
   * Of the answer only so many bytes matter: more of them is no failure and is not waited for, and nothing is inflated.
   */
  readonly keptBytes?: number
  /** On a new connection of its own, which is closed afterwards; for what an old one lost (`SendError.isStale`). */
  readonly ownConnection?: boolean
  readonly signal?: AbortSignal | undefined
}

export interface OutboundAnswer {
  readonly status: number
  /** What the status line says, when the other side put words of its own there; undefined for the usual phrase. */
  readonly statusText?: string | undefined
  /** Lower-case names; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** Inflated bytes. */
  readonly body: Buffer
}

/**
 * Why no answer came. `stage` decides about retries: `before` = nothing was sent, `during` = the vendor may have acted,
 * `after` = an answer began and could not be read to its end.
 */
export type SendFailure =
  | 'blocked'
  | 'invalid_url'
  | 'invalid_request'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'malformed'
  | 'truncated'
  | 'too_large'
  | 'bad_encoding'
  | 'aborted'

export class SendError extends Error {
  readonly failure: SendFailure
  readonly stage: 'before' | 'during' | 'after'
  /**
   * The connection had carried a request before, and was closed before a byte of an answer came: as servers do with
   * connections that rest, just when they are used again. Says nothing about whether the other side acted.
   */
  readonly isStale: boolean
  constructor(
    failure: SendFailure,
    stage: 'before' | 'during' | 'after',
    message: string,
    { isStale = false, ...options }: ErrorOptions & { readonly isStale?: boolean } = {},
  ) {
    super(message, options)
    this.name = 'SendError'
    this.failure = failure
    this.stage = stage
    this.isStale = isStale
  }
}

/** The one way out of the process. No retries, no redirects: callers decide. */
export interface Sender {
  send(request: OutboundRequest): Promise<OutboundAnswer>
  /**
   * Answers why the address may not be called, in a sentence for the caller, or undefined when it may; resolves names.
   * With `mayResolveLater` a name that leads nowhere yet is no reason: it is judged again when it is called.
   */
  refusal(
    url: string,
    options?: { readonly mayResolveLater?: boolean },
  ): Promise<string | undefined>
  close(): Promise<void>
}
