/**
 * What a vendor's refusal means: the definition's rules first, then the class of the status. The caller gets a
 * sentence and code of ours and the vendor's own words beside them.
 */
import type { Element } from '../catalog/element.ts'
import { PlatformError, type ErrorCode } from '../core/errors.ts'
import { parseJson } from '../core/parse-json.ts'
import type { OutboundAnswer, SendError, SendFailure } from '../net/sender.ts'
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
    (typeof body === 'string' ? body : undefined) ??
    // Old servers put their words into the status line and send no body.
    answer.statusText
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

/** Our sentences; the vendor's name goes in front or where the brace stands. */
const sentences: Record<Meaning, string> = {
  reauth: '{} refused the credentials of this connection',
  unauthorized: '{} refused the credentials of this connection',
  forbidden: '{} forbade the request',
  payment_required: 'The plan of the account at {} does not allow this',
  not_found: '{} has no such record',
  conflict: '{} reports a conflict with what exists',
  rate_limited: '{} limits the rate of calls; try again later',
  rejected: '{} refused the request',
  failed: '{} failed',
}

/** The error for the caller. */
export function verdictError(connection: VendorConnection, verdict: Verdict): PlatformError {
  const { means, hint, providerMessage, status } = verdict
  const name = connection.connector.name
  const options = providerMessage === undefined ? {} : { providerMessage }
  const message = hint ?? sentence(name, means, status)
  if (means === 'reauth') {
    if (verdict.isFinal !== true) return new PlatformError('vendor_unauthorized', message, options)
    return new PlatformError(
      'reauth_required',
      `${name} no longer accepts the credentials of this instance. ${hint ?? 'Authenticate the instance again'}`,
      options,
    )
  }
  if (means === 'rate_limited') {
    const headers = { 'retry-after': verdict.retryAfter ?? '10' }
    return new PlatformError('vendor_rate_limited', message, { ...options, headers })
  }
  return new PlatformError(codes[means], message, options)
}

function sentence(name: string, means: Meaning, status: number): string {
  if (means === 'failed' && status < 400) {
    return `${name} answered ${status}, a redirect, which is not followed`
  }
  const said = sentences[means].replace('{}', () => name)
  return means === 'failed' ? `${said} with ${status}` : said
}

type Telling = readonly [code: ErrorCode, sentence: string]

const unreadable = (what: string): Telling => [
  'vendor_answer_unreadable',
  `The answer of {} ${what}`,
]
const unreachable: Telling = ['vendor_unreachable', '{} could not be reached']
const notAllowed: Telling = [
  'destination_not_allowed',
  "The address of {} in this instance's configuration may not be called. Check 'base.url', or have whoever runs this server allow the address with HUBWRIGHT_EGRESS_ALLOW",
]

const failures: Record<SendFailure, Telling> = {
  blocked: notAllowed,
  invalid_url: notAllowed,
  invalid_request: ['invalid_request', 'The request holds something that cannot be sent to {}'],
  dns: unreachable,
  connect: unreachable,
  tls: ['vendor_unreachable', 'No secure connection to {} could be made'],
  reset: ['vendor_unreachable', '{} closed the connection before it answered'],
  timeout: ['vendor_timeout', '{} did not answer in time'],
  truncated: unreadable('broke off before its end'),
  too_large: unreadable('is larger than 10 MB; ask for fewer records or fields'),
  bad_encoding: unreadable('could not be decompressed'),
  malformed: unreadable('is not HTTP'),
  aborted: [
    'unavailable',
    'The call to {} was called off because Hubwright is stopping; try again',
  ],
}

/** Why no answer came, for the caller: mostly a 502 that says what happened. */
export function sendFailure(connection: VendorConnection, error: SendError): PlatformError {
  const [code, said] = failures[error.failure]
  return new PlatformError(
    code,
    said.replace('{}', () => connection.connector.name),
    { cause: error },
  )
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
