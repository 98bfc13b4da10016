/**
 * The one table of what can go wrong towards a caller: code -> status, title, whether trying again helps.
 * Each code has a page in docs/errors/; a test keeps table, pages and OpenAPI equal.
 */
export const errorTable = {
  invalid_request: {
    status: 400,
    title: 'The request is not as the route expects',
    retryable: false,
  },
  invalid_json: { status: 400, title: 'The body is not valid JSON', retryable: false },
  invalid_where: { status: 400, title: 'The where expression cannot be read', retryable: false },
  invalid_configuration: {
    status: 400,
    title: 'A configuration value is not allowed',
    retryable: false,
  },
  missing_configuration: {
    status: 400,
    title: 'Required configuration is missing',
    retryable: false,
  },
  invalid_definition: {
    status: 400,
    title: 'The connector definition is not valid',
    retryable: false,
  },
  oauth_code_required: { status: 400, title: 'An OAuth code is needed', retryable: false },
  oauth_denied: {
    status: 400,
    title: 'The vendor or the person refused the authorization',
    retryable: false,
  },
  oauth_code_refused: {
    status: 400,
    title: 'The vendor did not accept the OAuth code',
    retryable: false,
  },
  oauth_not_supported: {
    status: 400,
    title: 'This connector does not use OAuth',
    retryable: false,
  },
  vendor_app_required: {
    status: 400,
    title: 'No vendor app is set and the request names none',
    retryable: false,
  },
  authentication_not_supported: {
    status: 400,
    title: 'The resource cannot be used with this authentication',
    retryable: false,
  },
  destination_not_allowed: {
    status: 400,
    title: 'The address may not be called',
    retryable: false,
  },
  unauthorized: { status: 401, title: 'The credentials are missing or wrong', retryable: false },
  login_failed: { status: 401, title: 'Wrong email or password', retryable: false },
  forbidden: { status: 403, title: 'The caller lacks the privilege', retryable: false },
  instance_disabled: { status: 403, title: 'The instance is disabled', retryable: false },
  reauth_required: {
    status: 401,
    title: 'The instance must be authenticated again',
    retryable: false,
  },
  not_found: { status: 404, title: 'There is no such thing', retryable: false },
  nothing_found: { status: 404, title: 'The list is empty', retryable: false },
  route_not_found: { status: 404, title: 'There is no such route', retryable: false },
  method_not_allowed: { status: 405, title: 'The resource has no such method', retryable: false },
  not_acceptable: { status: 406, title: 'No answer in the wanted format', retryable: false },
  conflict: { status: 409, title: 'It is in the way of something that exists', retryable: false },
  idempotency_in_progress: {
    status: 409,
    title: 'A request with this key is under way',
    retryable: true,
  },
  idempotency_outcome_unknown: {
    status: 409,
    title: 'What became of the request with this key is not known',
    retryable: false,
  },
  idempotency_answer_not_kept: {
    status: 409,
    title: 'The answer to the request with this key is too large to be kept',
    retryable: false,
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The key was used for another request',
    retryable: false,
  },
  call_outcome_unknown: {
    status: 409,
    title: 'What became of the asynchronous call is not known',
    retryable: false,
  },
  connect_session_ended: {
    status: 410,
    title: 'The connect session can no longer be used',
    retryable: false,
  },
  cursor_expired: {
    status: 410,
    title: 'The cursor is older than what is kept',
    retryable: false,
  },
  body_too_large: { status: 413, title: 'The body is too large', retryable: false },
  unsupported_media_type: {
    status: 415,
    title: 'The content type cannot be read',
    retryable: false,
  },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  internal: { status: 500, title: 'Hubwright failed', retryable: true },
  vendor_rejected: { status: 400, title: 'The vendor refused the request', retryable: false },
  vendor_unauthorized: {
    status: 401,
    title: 'The vendor refused the credentials',
    retryable: false,
  },
  vendor_forbidden: { status: 403, title: 'The vendor forbade the request', retryable: false },
  vendor_payment_required: {
    status: 402,
    title: 'The plan at the vendor does not allow this',
    retryable: false,
  },
  vendor_not_found: { status: 404, title: 'The vendor has no such record', retryable: false },
  vendor_conflict: { status: 409, title: 'The vendor reports a conflict', retryable: false },
  vendor_rate_limited: { status: 429, title: 'The vendor limits the rate', retryable: true },
  vendor_failed: { status: 502, title: 'The vendor failed', retryable: true },
  vendor_unreachable: { status: 502, title: 'The vendor could not be reached', retryable: true },
  vendor_timeout: { status: 502, title: 'The vendor did not answer in time', retryable: true },
  vendor_answer_unreadable: {
    status: 502,
    title: 'The answer of the vendor could not be read',
    retryable: true,
  },
  notification_loop: {
    status: 508,
    title: 'Notifications lead to notifications without end',
    retryable: false,
  },
  unavailable: { status: 503, title: 'Hubwright cannot serve this right now', retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>

export type ErrorCode = keyof typeof errorTable

/** One place in the request that is wrong: `path` is a JSON pointer into the body, or a parameter's or header's name. */
export interface ErrorDetail {
  path: string
  message: string
}

export interface PlatformErrorOptions {
  cause?: unknown
  /** The vendor's own words, text only; shortened and masked before it leaves. */
  providerMessage?: string
  details?: readonly ErrorDetail[]
  /** A stable word for a user interface that shows the failure in its own language. */
  reason?: string
  /** Overrides the table's status, only where the old platform's contract asks for it. */
  status?: number
  /** Extra response headers, such as `retry-after`. */
  headers?: Readonly<Record<string, string>>
}

/** An error with a stable code and a message that is safe for the caller. */
export class PlatformError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly providerMessage: string | undefined
  readonly details: readonly ErrorDetail[] | undefined
  readonly reason: string | undefined
  readonly headers: Readonly<Record<string, string>> | undefined

  constructor(code: ErrorCode, message: string, options: PlatformErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'PlatformError'
    this.code = code
    this.status = options.status ?? errorTable[code].status
    this.providerMessage = options.providerMessage
    this.details = options.details
    this.reason = options.reason
    this.headers = options.headers
  }
}

/** Whatever was thrown, as an Error that keeps the original as its cause. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new Error(typeof thrown === 'string' ? thrown : 'A value that is no Error was thrown', {
    cause: thrown,
  })
}
