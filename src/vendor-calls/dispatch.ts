/**
 * The way one vendor request takes: renewed credentials, the quota, the wire, and the judgement whether to try again.
 * GETs (and what the definition calls idempotent) are tried up to three times within the deadline, with full
 * jitter; a write only when nothing was sent. Refused credentials are renewed once.
 */
import type { VendorRequestDraft } from '../catalog/hooks.ts'
import { PlatformError } from '../core/errors.ts'
import { SendError, type OutboundAnswer, type SendFailure, type Sender } from '../net/sender.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { credentialsOf, type Credentials } from './authenticate.ts'
import { leastTimeMs, type Budgets, type Spender } from './budget.ts'
import type { CallMeter, VendorConnection } from './connection.ts'
import { usualHeaders } from './build-request.ts'
import { encodeBody } from './encode-body.ts'
import { judge, retryAfterMs, sendFailure, type Verdict } from './errors.ts'
import { headerValue, queryText } from './safe-text.ts'

export interface DispatchParts {
  sender: Sender
  budgets: Budgets
  clock: Clock
  random: () => number
  log: Log
  pause?: (delayMs: number) => Promise<void>
}

export interface DispatchOptions {
  readonly deadline: number
  /** The request may be sent again although a first one may have acted. */
  readonly mayRepeat: boolean
  /** Without credentials: the steps of OAuth, which carry their own. */
  readonly anonymous?: boolean
  readonly meter?: CallMeter | undefined
}

export interface Dispatched {
  readonly answer: OutboundAnswer
  /** With newer credentials when they were renewed on the way. */
  readonly connection: VendorConnection
  /** Undefined for a success. */
  readonly verdict: Verdict | undefined
}

/**
 * Sends and answers what came back; a status the vendor chose is no exception here. Throws `PlatformError` when no
 * answer came (502), the quota is used up (429) or the credentials are gone (401).
 */
export type Dispatch = (
  connection: VendorConnection,
  draft: VendorRequestDraft,
  options: DispatchOptions,
) => Promise<Dispatched>

const mostTries = 3
const firstBackoffMs = 200
/** A vendor that says 429 without a time, and the longest we believe one that does. */
const defaultBlockMs = 10_000
const longestBlockMs = 3_600_000
/** One try of a call that may be repeated; the rest of the deadline is for the others. */
const longestTryMs = 15_000

const noCredentials: Credentials = { headers: {}, query: {} }

export function createDispatch(parts: DispatchParts): Dispatch {
  const { sender, budgets, clock } = parts
  const pause = parts.pause ?? ((delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)))

  /** Takes a turn and sends. No async function: on the way of every call one promise fewer is felt. */
  function once(
    connection: VendorConnection,
    spender: Spender | undefined,
    draft: VendorRequestDraft,
    options: DispatchOptions,
  ): Promise<OutboundAnswer> {
    const taken = spender === undefined ? undefined : budgets.take(spender, options.deadline)
    if (taken === undefined) return send(connection, draft, options)
    if (taken instanceof Promise) {
      return taken.then((end) => sendAndEnd(connection, draft, options, end))
    }
    return sendAndEnd(connection, draft, options, taken)
  }

  function sendAndEnd(
    connection: VendorConnection,
    draft: VendorRequestDraft,
    options: DispatchOptions,
    end: () => void,
  ): Promise<OutboundAnswer> {
    let sending: Promise<OutboundAnswer>
    try {
      sending = send(connection, draft, options)
    } catch (error) {
      end()
      throw error
    }
    void sending.then(end, end)
    return sending
  }

  function send(
    connection: VendorConnection,
    draft: VendorRequestDraft,
    options: DispatchOptions,
  ): Promise<OutboundAnswer> {
    const credentials = options.anonymous === true ? noCredentials : credentialsOf(connection)
    const left = options.deadline - clock.now()
    if (left <= 0) throw tooLate()
    if (options.meter !== undefined) options.meter.vendorCalls += 1
    const { body, contentType } = encodeBody(draft)
    const headers = headersOf(draft, credentials)
    return sender.send({
      method: draft.method,
      url: urlOf(draft, credentials),
      headers: contentType === undefined ? headers : { ...headers, 'content-type': contentType },
      body,
      timeoutMs: options.mayRepeat ? Math.min(left, longestTryMs) : left,
    })
  }

  /** Waits before another try; false when the deadline would pass. */
  async function mayTryAgain(tries: number, deadline: number, floorMs: number): Promise<boolean> {
    if (tries >= mostTries) return false
    const delayMs = Math.max(floorMs, parts.random() * firstBackoffMs * 2 ** tries)
    if (clock.now() + delayMs + leastTimeMs > deadline) return false
    await pause(delayMs)
    return true
  }

  return async (first, draft, options) => {
    let connection = first
    // Awaited only when there is something to wait for: this is on the way of every call.
    const renewal = options.anonymous === true ? undefined : first.renewIfDue?.()
    if (renewal !== undefined) connection = await renewal
    const spender = spenderOf(connection)
    let wasRenewed = false
    for (let tries = 1; ; tries += 1) {
      let answer: OutboundAnswer
      try {
        answer = await once(connection, spender, draft, options)
      } catch (error) {
        if (!(error instanceof SendError)) throw error
        if (error.stage !== 'before') noteEffect(options)
        const isSafe =
          error.stage === 'before' ? isPassing(error) : options.mayRepeat && isPassing(error)
        if (isSafe && (await mayTryAgain(tries, options.deadline, 0))) continue
        throw sendFailure(connection, error)
      }
      if (answer.status < 300) {
        noteEffect(options)
        return { answer, connection, verdict: undefined }
      }
      const verdict = judge(connection, answer)
      // A vendor that breaks down, or leads elsewhere, may have done it before.
      if (verdict.means === 'failed') noteEffect(options)
      if (
        verdict.means === 'reauth' &&
        !wasRenewed &&
        connection.credentialsRefused !== undefined
      ) {
        wasRenewed = true
        const renewed = await connection.credentialsRefused(
          verdict.providerMessage ?? `the vendor answered ${answer.status}`,
        )
        if (renewed === undefined)
          return { answer, connection, verdict: { ...verdict, isFinal: true } }
        connection = renewed
        // Its own try, whatever came before: the vendor did nothing with the refused one.
        tries -= 1
        continue
      }
      if (verdict.means === 'rate_limited' && spender !== undefined) {
        budgets.block(spender, blockMs(answer))
      }
      if (options.mayRepeat && verdict.isPassing) {
        const floorMs =
          verdict.means === 'rate_limited'
            ? blockMs(answer)
            : (retryAfterMs(answer, clock.now()) ?? 0)
        if (await mayTryAgain(tries, options.deadline, floorMs)) continue
      }
      return { answer, connection, verdict }
    }
  }

  function blockMs(answer: OutboundAnswer): number {
    return Math.min(retryAfterMs(answer, clock.now()) ?? defaultBlockMs, longestBlockMs)
  }
}

/** What may be repeated anyway leaves no doubt behind. */
function noteEffect({ mayRepeat, meter }: DispatchOptions): void {
  if (!mayRepeat && meter !== undefined) meter.mayHaveActed = true
}

function spenderOf(connection: VendorConnection): Spender | undefined {
  const { budgetKey, organizationId } = connection
  if (budgetKey === undefined) return undefined
  return { budgetKey, organizationId, quota: connection.connector.element.hubwright?.quota }
}

/** Failures that another try may not meet; an address that is not allowed stays so. */
const passingFailures: ReadonlySet<SendFailure> = new Set([
  'dns',
  'connect',
  'timeout',
  'reset',
  'truncated',
  'malformed',
])

function isPassing(error: SendError): boolean {
  return passingFailures.has(error.failure)
}

function urlOf(draft: VendorRequestDraft, credentials: Credentials): string {
  const text = queryText(
    hasNone(credentials.query) ? draft.query : { ...draft.query, ...credentials.query },
  )
  if (text === '') return draft.url
  return `${draft.url}${draft.url.includes('?') ? '&' : '?'}${text}`
}

/** Cheaper than making the list of keys. */
function hasNone(record: object): boolean {
  for (const _name in record) return false
  return true
}

const plain = new WeakMap<Credentials, Readonly<Record<string, string>>>()

/** The headers of a request. Most reads carry no more than the usual ones: those are put together once. */
function headersOf(
  draft: VendorRequestDraft,
  credentials: Credentials,
): Readonly<Record<string, string>> {
  if (draft.headers !== usualHeaders) return mergedHeaders(draft.headers, credentials)
  let headers = plain.get(credentials)
  if (headers === undefined) {
    headers = Object.freeze(mergedHeaders(draft.headers, credentials))
    plain.set(credentials, headers)
  }
  return headers
}

function mergedHeaders(
  given: VendorRequestDraft['headers'],
  credentials: Credentials,
): Record<string, string> {
  // Answers are inflated under the same limits; a hook or a definition may say otherwise.
  const headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate' }
  for (const name of Object.keys(given)) {
    const value = given[name]
    if (value === null || value === undefined) delete headers[name.toLowerCase()]
    else headers[name.toLowerCase()] = headerValue(name, value)
  }
  return Object.assign(headers, credentials.headers)
}

function tooLate(): PlatformError {
  return new PlatformError(
    'vendor_timeout',
    'The time for this call was over before the vendor could be asked',
  )
}
