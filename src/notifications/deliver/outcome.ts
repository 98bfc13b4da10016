/** What one try came to, and what follows from it. Pure. */
import type { SendFailure } from '../../net/sender.ts'
import { nextTryMs, restMs } from './schedule.ts'

/** How an account wants failures handled: tried again, or kept at once until somebody asks. */
export type FailurePolicy = 'retry' | 'queue'

/**
 * Why a try failed: `redirect`, `gone` (410), `refused` (another 4xx), `failed` (5xx), `not_configured` (no mail server),
 * `over_quota` (the address got enough mails in this hour) or what kept the request from being answered.
 */
export type DeliveryFailure =
  'redirect' | 'gone' | 'refused' | 'failed' | 'not_configured' | 'over_quota' | SendFailure

/** What came of one try. */
export interface Try {
  /** Absent when it was taken. */
  readonly failure?: DeliveryFailure | undefined
  /** HTTP or SMTP status, when there was one. */
  readonly status?: number | undefined
  /** What the endpoint asked to be left alone for, in milliseconds. */
  readonly floorMs?: number | undefined
  /** What it answered, cut and masked. */
  readonly answer?: Buffer | undefined
}

export interface Circumstances {
  /** Tries made by the schedule, this one counted. */
  readonly tries: number
  /** Failures of the endpoint in a row before this try. */
  readonly failures: number
  readonly policy: FailurePolicy
  /** Whether the endpoint is disabled when it fails for good; not for addresses of single messages. */
  readonly mayBeDisabled: boolean
  /** A number in [0, 1). */
  readonly random: number
}

/** Why a subscription is no longer served: 410, or a schedule that ended without success. */
export type Disabling = 'gone' | 'failures'

export interface Outcome {
  readonly status: 'delivered' | 'retry' | 'queued'
  /** Until the next try; only of `retry`. */
  readonly waitMs: number
  /** Failures in a row, this try counted. */
  readonly failures: number
  /** The endpoint is left alone for so long; 0 = not at all. */
  readonly restMs: number
  readonly disable?: Disabling | undefined
}

export function outcomeOf(tried: Try, about: Circumstances): Outcome {
  const { failure, floorMs = 0 } = tried
  if (failure === undefined) return { status: 'delivered', waitMs: 0, failures: 0, restMs: 0 }
  const failures = about.failures + 1
  // Nothing is wrong with the address.
  if (failure === 'not_configured' || failure === 'over_quota')
    return { status: 'queued', waitMs: 0, failures: 0, restMs: 0 }
  const kept = { status: 'queued', waitMs: 0, failures, restMs: 0 } as const
  if (failure === 'gone' && about.mayBeDisabled) return { ...kept, disable: 'gone' }
  const rest = restMs(failures, about.random, floorMs)
  if (about.policy === 'queue') return { ...kept, restMs: rest }
  const waitMs = nextTryMs(about.tries, about.random, floorMs)
  if (waitMs !== undefined) return { status: 'retry', waitMs, failures, restMs: rest }
  return about.mayBeDisabled ? { ...kept, disable: 'failures' } : { ...kept, restMs: rest }
}

/**
 * Judges an HTTP answer by its status.
 * @param retryAfter the header of that name
 * @param nowMs for dates in it
 */
export function judgeStatus(status: number, retryAfter: string | undefined, nowMs: number): Try {
  if (status >= 200 && status < 300) return { status }
  if (status < 400) return { status, failure: 'redirect' }
  if (status === 410) return { status, failure: 'gone' }
  const failure = status < 500 ? 'refused' : 'failed'
  const isBusy = status === 429 || status === 503
  return { status, failure, floorMs: isBusy ? readRetryAfter(retryAfter, nowMs) : 0 }
}

/** RFC 9110, section 10.2.3: seconds or a date. Milliseconds from now; 0 for what cannot be read. */
export function readRetryAfter(text: string | undefined, nowMs: number): number {
  const value = text?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  // A date has letters; what else Date.parse takes is no HTTP date.
  const at = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? 0 : Math.max(0, at - nowMs)
}
