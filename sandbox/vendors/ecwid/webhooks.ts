import { createHmac, randomUUID } from 'node:crypto'
import type { JsonObject } from './model.ts'
import type { Store, WebhookTarget } from './store.ts'

/** What a test may want to be different about one webhook. */
interface EmitOptions {
  readonly data?: JsonObject
  readonly eventId?: string
  /** Unix seconds. */
  readonly eventCreated?: number
  /** `wrong` signs with another key, `missing` sends no signature. */
  readonly signature?: 'valid' | 'wrong' | 'missing'
  /** Sends the same event so many times. */
  readonly copies?: number
  /** Another store number inside the body. */
  readonly storeId?: number
}

/** How one attempt to deliver went. */
export interface WebhookAttempt {
  readonly at: string
  readonly url: string
  readonly eventId: string
  readonly eventType: string
  readonly entityId: number | string
  /** Null when there was no answer. */
  readonly status: number | null
  readonly delivered: boolean
  readonly error?: string
}

/** Only these count as taken; a redirect or another 2xx does not. */
const successes = new Set([200, 201, 202, 204, 209])
const answerTimeoutMs = 10_000
const rememberedAttempts = 1000

/** Base64 HMAC-SHA256 of `eventCreated.eventId` under the app's client secret. */
export function signWebhook(clientSecret: string, eventCreated: number, eventId: string): string {
  return createHmac('sha256', clientSecret).update(`${eventCreated}.${eventId}`).digest('base64')
}

/** Sends webhooks and remembers how it went. One attempt each: the retry plan is not played. */
export class WebhookSender {
  #attempts: { readonly storeId: number; readonly attempt: WebhookAttempt }[] = []
  readonly #now: () => number
  readonly #running = new Set<Promise<unknown>>()

  constructor(now: () => number) {
    this.#now = now
  }

  attempts(storeId: number): WebhookAttempt[] {
    return this.#attempts.filter((one) => one.storeId === storeId).map((one) => one.attempt)
  }

  reset(): void {
    this.#attempts = []
  }

  /** Tells about a change that just happened, without waiting for the answer. */
  announce(store: Store, eventType: string, entityId: number | string, data?: JsonObject): void {
    if (store.webhook === undefined || !store.settings.autoWebhooks) return
    const sending = this.emit(store, store.webhook, eventType, entityId, data ? { data } : {})
    this.#running.add(sending)
    void sending.finally(() => this.#running.delete(sending))
  }

  /** Sends one event, `copies` times, and answers with all attempts. */
  async emit(
    store: Store,
    target: WebhookTarget,
    eventType: string,
    entityId: number | string,
    options: EmitOptions = {},
  ): Promise<WebhookAttempt[]> {
    const eventId = options.eventId ?? randomUUID()
    const eventCreated = options.eventCreated ?? store.nowSeconds()
    const body = JSON.stringify({
      eventId,
      eventCreated,
      storeId: options.storeId ?? store.id,
      entityId,
      eventType,
      ...(options.data === undefined ? {} : { data: options.data }),
    })
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=UTF-8',
      'cache-control': 'no-cache',
    }
    const { signature = 'valid' } = options
    if (signature !== 'missing') {
      const secret = signature === 'wrong' ? `${target.clientSecret}?` : target.clientSecret
      headers['x-ecwid-webhook-signature'] = signWebhook(secret, eventCreated, eventId)
    }
    const url = withEventType(target.url, eventType)
    const made: WebhookAttempt[] = []
    for (let copy = 0; copy < (options.copies ?? 1); copy += 1) {
      const outcome = await post(url, headers, body)
      const at = new Date(this.#now()).toISOString()
      const attempt = { at, url, eventId, eventType, entityId, ...outcome }
      made.push(attempt)
      this.#attempts.push({ storeId: store.id, attempt })
    }
    this.#attempts = this.#attempts.slice(-rememberedAttempts)
    return made
  }
}

function withEventType(url: string, eventType: string): string {
  const joint = url.includes('?') ? '&' : '?'
  return `${url}${joint}eventtype=${encodeURIComponent(eventType)}`
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number | null; delivered: boolean; error?: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerTimeoutMs),
    })
    await answer.body?.cancel()
    return { status: answer.status, delivered: successes.has(answer.status) }
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error
    const text = reason instanceof Error ? reason.message : String(reason)
    return { status: null, delivered: false, error: text }
  }
}
