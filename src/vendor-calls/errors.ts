/**
 * What a vendor's refusal means: the definition's rules first, then the class of the status. The caller gets a
 * sentence and code of ours and the vendor's own words beside them.
 */
import type { Element } from '../catalog/element.ts'
import { PlatformError, type ErrorCode } from '../core/errors.ts'
import { parseJson } from '../core/parse-json.ts'
import type { OutboundAnswer, SendError } from '../net/sender.ts'
import type { VendorConnection } from './connection.ts'
import { readPath } from './value-path.ts'
import { vendorWords } from './vendor-words.ts'

type ErrorWords = NonNullable<NonNullable<Element['hubwright']>['errors']>
export type Meaning = NonNullable<ErrorWords['rules']>[number]['means']

export interface Verdict {
  readonly status: number
  readonly means: Meaning
  /** The vendor may answer otherwise soon. */
  readonly isPassing: boolean
  readonly hint: string | undefined
  readonly providerMessage: string | undefined
  readonly retryAfter: string | undefined
  /** The credentials were refused and there are no newer ones: the instance was marked. */
  readonly isFinal?: boolean
}

const usualMessagePaths = [
  'errorMessage',
  'error_message',
  'error_description',
  'message',
  'error.message',
  'errors[0].message',
  'errors[0]',
  'detail',
  'title',
  'error',
]
const usualCodePaths = ['errorCode', 'code', 'error.code', 'errors[0].code', 'error']

/** Judges an answer that is no success. */
export function judge(connection: VendorConnection, answer: OutboundAnswer): Verdict {
  const words = connection.connector.element.hubwright?.errors
  const body = bodyOf(answer)
  const code = firstText(body, words?.code ?? usualCodePaths)
  const rule = words?.rules?.find(
    (one) =>
      (one.status === undefined || one.status === answer.status) &&
      (one.code === undefined || one.code === code),
  )
  const means = rule?.means ?? meaningOf(answer.status)
  const message =
    firstText(body, [...(words?.message ?? []), ...usualMessagePaths]) ??
    (typeof body === 'string' ? body : undefined)
  return {
    status: answer.status,
    means,
    isPassing: means === 'rate_limited' || (means === 'failed' && answer.status >= 400),
    hint: rule?.hint,
    providerMessage: message === undefined ? undefined : vendorWords(connection, message),
    retryAfter: answer.headers['retry-after'],
  }
}

/** 401 may be cured by renewed credentials; 408 and 5xx pass; other classes stay what they are. */
function meaningOf(status: number): Meaning {
  switch (status) {
    case 401:
      return 'reauth'
    case 402:
      return 'payment_required'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      return 'not_found'
    case 409:
      return 'conflict'
    case 429:
      return 'rate_limited'
    case 408:
      return 'failed'
    default:
      return status >= 400 && status < 500 ? 'rejected' : 'failed'
  }
}

const codes: Record<Exclude<Meaning, 'reauth'>, ErrorCode> = {
  unauthorized: 'vendor_unauthorized',
  forbidden: 'vendor_forbidden',
  payment_required: 'vendor_payment_required',
  not_found: 'vendor_not_found',
  conflict: 'vendor_conflict',
  rate_limited: 'vendor_rate_limited',
  rejected: 'vendor_rejected',
  failed: 'vendor_failed',
}

/** The error for the caller. */
export function verdictError(connection: VendorConnection, verdict: Verdict): PlatformError {
  const { means, hint, providerMessage, status } = verdict
  const name = connection.connector.name
  const options = providerMessage === undefined ? {} : { providerMessage }
  if (means === 'reauth') {
    if (verdict.isFinal !== true) {
      return new PlatformError(
        'vendor_unauthorized',
        hint ?? `${name} refused the credentials of this connection`,
        options,
      )
    }
    return new PlatformError(
      'reauth_required',
      `${name} no longer accepts the credentials of this instance. ${hint ?? 'Authenticate the instance again'}`,
      options,
    )
  }
  if (means === 'rate_limited') {
    return new PlatformError(
      'vendor_rate_limited',
      hint ?? `${name} limits the rate of calls; try again later`,
      { ...options, headers: { 'retry-after': verdict.retryAfter ?? '10' } },
    )
  }
  return new PlatformError(codes[means], hint ?? sentence(name, means, status), options)
}

function sentence(name: string, means: Meaning, status: number): string {
  switch (means) {
    case 'unauthorized':
      return `${name} refused the credentials of this connection`
    case 'forbidden':
      return `${name} forbade the request`
    case 'payment_required':
      return `The plan of the account at ${name} does not allow this`
    case 'not_found':
      return `${name} has no such record`
    case 'conflict':
      return `${name} reports a conflict with what exists`
    case 'rejected':
      return `${name} refused the request`
    default:
      return status < 400
        ? `${name} answered ${status}, a redirect, which is not followed`
        : `${name} failed with ${status}`
  }
}

/** Why no answer came, for the caller: 502 that says what happened. */
export function sendFailure(connection: VendorConnection, error: SendError): PlatformError {
  const name = connection.connector.name
  const cause = { cause: error }
  switch (error.failure) {
    case 'blocked':
    case 'invalid_url':
      return new PlatformError(
        'destination_not_allowed',
        `The address of ${name} in this instance's configuration may not be called. Check 'base.url', or have the operator allow it`,
        cause,
      )
    case 'invalid_request':
      return new PlatformError(
        'invalid_request',
        `The request holds something that cannot be sent to ${name}`,
        cause,
      )
    case 'timeout':
      return new PlatformError('vendor_timeout', `${name} did not answer in time`, cause)
    case 'truncated':
      return unreadable(name, 'broke off before its end', cause)
    case 'too_large':
      return unreadable(name, 'is larger than 10 MB; ask for fewer records or fields', cause)
    case 'bad_encoding':
      return unreadable(name, 'could not be decompressed', cause)
    case 'malformed':
      return unreadable(name, 'is not HTTP', cause)
    default:
      return new PlatformError('vendor_unreachable', `${name} could not be reached`, cause)
  }
}

function unreadable(name: string, what: string, cause: { cause: unknown }): PlatformError {
  return new PlatformError('vendor_answer_unreadable', `The answer of ${name} ${what}`, cause)
}

/** `Retry-After` in milliseconds from now: seconds or a date. Undefined when there is none to believe. */
export function retryAfterMs(answer: OutboundAnswer, now: number): number | undefined {
  const text = answer.headers['retry-after']
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

function bodyOf(answer: OutboundAnswer): unknown {
  if (answer.body.length === 0) return undefined
  try {
    return parseJson(answer.body)
  } catch {
    // A page or plain text instead of JSON: its words are all there is.
    return answer.body.toString('utf8')
  }
}

function firstText(body: unknown, paths: readonly string[]): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  for (const path of paths) {
    const found = readPath(body, path)
    if (typeof found === 'string' && found !== '') return found
    if (typeof found === 'number') return String(found)
  }
  return undefined
}
