import type { IncomingHttpHeaders } from 'node:http'
import { type NotifiedEvent, readEvents } from './read-notification.ts'
import { textOf, type Verdict, verifyElements, verifyStandard } from './verify.ts'

/** How a receiver answers; without any of it, with 200. */
export interface Behaviour {
  readonly status?: number
  readonly delayMs?: number
  readonly retryAfterSeconds?: number
  /** Answers 302, or `status`, to there. */
  readonly redirectTo?: string
  /** Size of the body of the answer. */
  readonly bodyBytes?: number
  /** Never answers. */
  readonly hang?: boolean
  /** For so many requests; for all when absent. */
  readonly times?: number
}

/** What a receiver is told to do. */
export interface InboxSettings {
  readonly standardWebhookSecret?: string
  readonly signatureKey?: string
  readonly behaviour?: Behaviour
  /** So many of the latest are kept. */
  readonly keep?: number
}

/** One notification as it arrived. */
export interface ReceivedNotification {
  /** Counts from 1 for each name. */
  readonly number: number
  /** ISO time. */
  readonly at: string
  readonly headers: Readonly<Record<string, string>>
  /** The header `webhook-id`; null without it. */
  readonly webhookId: string | null
  /** The header `Elements-Webhook-Id`; null without it. */
  readonly elementsWebhookId: string | null
  readonly events: readonly NotifiedEvent[]
  readonly standardSignature: Verdict
  readonly elementsSignature: Verdict
  /** 1 when the id came for the first time, 2 for the second … */
  readonly attempt: number
  /** What was answered; null for no answer at all. */
  readonly status: number | null
  /** At most 20,000 characters. */
  readonly body: string
}

const keptByDefault = 1000
const keptBodyCharacters = 20_000
const rememberedIds = 100_000

/** Everything that arrives under one name. */
export class Inbox {
  settings: InboxSettings = {}
  #played = 0
  #received: ReceivedNotification[] = []
  #count = 0
  #duplicates = 0
  #attempts = new Map<string, number>()

  /** Changes what is told; the rest stays. */
  configure(settings: InboxSettings): void {
    this.settings = { ...this.settings, ...settings }
    this.#played = 0
    this.#trim()
  }

  /** Keeps a notification and says how to answer it. `now` is in milliseconds since 1970. */
  take(headers: IncomingHttpHeaders, body: Buffer, now: number): Behaviour {
    const { standardWebhookSecret, signatureKey } = this.settings
    const behaviour = this.#behave()
    const webhookId = textOf(headers['webhook-id']) || null
    const elementsWebhookId = textOf(headers['elements-webhook-id']) || null
    const text = body.toString('utf8')
    this.#count += 1
    this.#received.push({
      number: this.#count,
      at: new Date(now).toISOString(),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, textOf(value)]),
      ),
      webhookId,
      elementsWebhookId,
      events: readEvents(text),
      standardSignature: verifyStandard(standardWebhookSecret, headers, body),
      elementsSignature: verifyElements(signatureKey, headers, body),
      attempt: this.#countAttempt(webhookId ?? elementsWebhookId),
      status: behaviour.hang === true ? null : statusOf(behaviour),
      body: text.slice(0, keptBodyCharacters),
    })
    this.#trim()
    return behaviour
  }

  /** Oldest first. */
  received(): readonly ReceivedNotification[] {
    return this.#received.slice(-this.#keep)
  }

  /** How many arrived, how many of them again, and how many are kept. */
  summary() {
    return {
      received: this.#count,
      duplicates: this.#duplicates,
      kept: Math.min(this.#received.length, this.#keep),
    }
  }

  get #keep(): number {
    return this.settings.keep ?? keptByDefault
  }

  /** Forgets what arrived, not what it was told. */
  clear(): void {
    this.#received = []
    this.#count = 0
    this.#duplicates = 0
    this.#attempts = new Map()
  }

  #behave(): Behaviour {
    const { behaviour = {} } = this.settings
    if (behaviour.times !== undefined && this.#played >= behaviour.times) return {}
    this.#played += 1
    return behaviour
  }

  #countAttempt(id: string | null): number {
    if (id === null) return 1
    const attempt = (this.#attempts.get(id) ?? 0) + 1
    if (attempt > 1) this.#duplicates += 1
    this.#attempts.set(id, attempt)
    const oldest = this.#attempts.keys().next().value
    if (this.#attempts.size > rememberedIds && oldest !== undefined) this.#attempts.delete(oldest)
    return attempt
  }

  #trim(): void {
    // Not at every arrival, as that would copy the list each time.
    if (this.#received.length > this.#keep * 2) this.#received = this.#received.slice(-this.#keep)
  }
}

/** The status of an answer. */
export function statusOf({ status, redirectTo }: Behaviour): number {
  return status ?? (redirectTo === undefined ? 200 : 302)
}
