/** Why a connection did not come about, as one stable word that a user interface translates. Pure. */
import { PlatformError, type ErrorCode } from '../../core/errors.ts'
import { WrongAccount } from '../fresh-tokens.ts'

/** Every word, with what it tells the person. The words are a contract with the widget and with customers. */
export const connectReasons = {
  denied: 'The person, or the vendor, refused the authorization',
  expired: 'The session, or the authorization under way, is too old',
  revoked: 'Whoever made the session took it back',
  already_used: 'The session has made its connection',
  in_progress: 'Another try is under way',
  too_many_attempts: 'The session had as many tries as it may have',
  code_refused: 'The vendor did not take the code of the authorization',
  wrong_account: 'The authorization is for another account than the one to be connected',
  keys_refused: 'The vendor did not take the keys',
  app_refused: 'The vendor did not take the app, or its new token',
  plan_without_api: "The account's plan at the vendor has no API access",
  vendor_refused: 'The vendor refused the connection for a reason of its own',
  vendor_busy: 'The vendor limits how often it is asked',
  vendor_unavailable: 'The vendor failed, or could not be reached',
  invalid_values: 'A value is missing or not allowed',
  not_set_up: 'Whoever made the session must set something up first',
  failed: 'Hubwright failed',
} as const

export type ConnectReason = keyof typeof connectReasons

/** A failure under way: by the person's consent, or by keys that he typed. */
export type ConnectWay = 'oauth' | 'keys'

const byCode: Partial<Record<ErrorCode, ConnectReason>> = {
  oauth_denied: 'denied',
  oauth_code_refused: 'code_refused',
  oauth_code_required: 'code_refused',
  vendor_payment_required: 'plan_without_api',
  vendor_rejected: 'vendor_refused',
  vendor_forbidden: 'vendor_refused',
  vendor_not_found: 'vendor_refused',
  vendor_conflict: 'vendor_refused',
  vendor_rate_limited: 'vendor_busy',
  vendor_failed: 'vendor_unavailable',
  vendor_unreachable: 'vendor_unavailable',
  vendor_timeout: 'vendor_unavailable',
  vendor_answer_unreadable: 'vendor_unavailable',
  invalid_request: 'invalid_values',
  missing_configuration: 'invalid_values',
  invalid_configuration: 'invalid_values',
  vendor_app_required: 'not_set_up',
  oauth_not_supported: 'not_set_up',
  destination_not_allowed: 'not_set_up',
  not_found: 'not_set_up',
  unavailable: 'not_set_up',
  conflict: 'in_progress',
}

/** The word for whatever was thrown. */
export function reasonOf(thrown: unknown, way: ConnectWay): ConnectReason {
  if (!(thrown instanceof PlatformError)) return 'failed'
  if (isReason(thrown.reason)) return thrown.reason
  if (thrown instanceof WrongAccount) return 'wrong_account'
  if (thrown.code === 'vendor_unauthorized') return way === 'keys' ? 'keys_refused' : 'app_refused'
  return byCode[thrown.code] ?? 'failed'
}

function isReason(word: string | undefined): word is ConnectReason {
  return word !== undefined && Object.hasOwn(connectReasons, word)
}

/** The same error, carrying its word to the caller; without what the person must not see. */
export function withReason(thrown: unknown, reason: ConnectReason): unknown {
  if (!(thrown instanceof PlatformError) || thrown.reason !== undefined) return thrown
  const { code, status, providerMessage, headers } = thrown
  // Its words name the account that was expected: the customer's own knowledge, not the person's.
  const { message, details } =
    reason === 'wrong_account'
      ? { message: connectReasons.wrong_account, details: undefined }
      : thrown
  return new PlatformError(code, message, {
    cause: thrown.cause ?? thrown,
    status,
    reason,
    ...(providerMessage === undefined ? {} : { providerMessage }),
    ...(details === undefined ? {} : { details }),
    ...(headers === undefined ? {} : { headers }),
  })
}
