import { Poster } from '../../post.ts'
import type { Schedule } from '../../schedule.ts'
import { type Headers, withEventType } from './webhook-event.ts'
import type { Endpoint } from './webhook-endpoint.ts'

/** Which answers count as taken, and when to try again: milliseconds after the first attempt. */
export interface RetryPlan {
  readonly successes: ReadonlySet<number>
  readonly retriesMs: readonly number[]
}

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly endpoint: Endpoint
  readonly plan: RetryPlan
  /** Whether the type of the event is added to the address. */
  readonly typeInQuery: boolean
  readonly headers: Headers
  readonly body: string
  readonly storeId: number
  readonly about: Pick<WebhookAttempt, 'eventId' | 'eventType' | 'entityId' | 'eventCreated'>
  readonly onPurpose: readonly string[]
}

/** How one attempt to deliver went. */
export interface WebhookAttempt {
  /** ISO time of sending, by the vendor's clock. */
  readonly at: string
  /** `store`, `app <clientId>` or `instant notification`. */
  readonly endpoint: string
  readonly url: string
  /** Empty for instant notifications, which have none. */
  readonly eventId: string
  readonly eventType: string
  readonly entityId: number | string
  /** Unix seconds, as the event says. */
  readonly eventCreated: number
  /** 1 for the first; 0 when nothing was sent, on purpose. */
  readonly attempt: number
  /** Null when there was no answer. */
  readonly status: number | null
  readonly delivered: boolean
  readonly error?: string
  readonly durationMs: number
  /** Null when there will be none. */
  readonly nextAttemptAt: string | null
  /** What was done wrongly on purpose: `dropped`, `duplicate`, `wrong signature`, … */
  readonly onPurpose: readonly string[]
}

/** How fast and how patient. */
export interface DeliverySettings {
  /** Divides the vendor's waits between attempts and before an endpoint is blocked. */
  readonly retrySpeed: number
  readonly connectTimeoutMs: number
  readonly answerTimeoutMs: number
}

/** As the vendor says. */
const defaults: DeliverySettings = {
  retrySpeed: 1,
  connectTimeoutMs: 3000,
  answerTimeoutMs: 10_000,
}

/** A delivery with what has become of it. */
interface Sending {
  readonly delivery: Delivery
  readonly attempts: number
  /** Of the first attempt; undefined before it. */
  readonly firstAt: number | undefined
}

interface Line {
  readonly waiting: (() => Promise<void>)[]
  running: number
}

const rememberedAttempts = 20_000
const mostWaiting = 100_000
/** So many requests to one endpoint are on their way at a time. */
const lanes = 64

/** Sends, tries again by plan, and remembers every attempt. */
export class Deliveries {
  settings = defaults
  readonly #schedule: Schedule
  readonly #poster = new Poster()
  #attempts: (WebhookAttempt & { readonly storeId: number })[] = []
  #made = 0
  #lines = new Map<Endpoint, Line>()
  #unsettled = 0
  #onSettled: (() => void)[] = []
  /** Changes with every reset, so that what was on its way leaves no trace behind it. */
  #era = 0

  constructor(schedule: Schedule) {
    this.#schedule = schedule
  }

  /** Sends these one after the other, as soon as there is a lane, and answers with the attempts. */
  send(deliveries: readonly Delivery[]): Promise<WebhookAttempt[]> {
    return this.#sendAll(
      deliveries.map((delivery) => ({ delivery, attempts: 0, firstAt: undefined })),
    )
  }

  /** Notes that a delivery was not made, on purpose. */
  noteUnsent(delivery: Delivery): void {
    const at = new Date(this.#schedule.now()).toISOString()
    const outcome = { status: null, delivered: false, durationMs: 0, nextAttemptAt: null }
    this.#remember(delivery, { at, attempt: 0, ...outcome })
  }

  /** Oldest first, of one store or of all. */
  attempts(storeId?: number): readonly (WebhookAttempt & { readonly storeId: number })[] {
    const all = this.#attempts.slice(-rememberedAttempts)
    return storeId === undefined ? all : all.filter((one) => one.storeId === storeId)
  }

  /** How many attempts were noted in all; also those that are forgotten. */
  get made(): number {
    return this.#made
  }

  /** Sendings that wait for a lane or for an answer. */
  get unsettled(): number {
    return this.#unsettled
  }

  /** Resolves when nothing is on its way; what waits for its time is not. */
  async settled(): Promise<void> {
    if (this.#unsettled > 0) await new Promise<void>((resolve) => this.#onSettled.push(resolve))
  }

  /** Back to the start. What is on its way arrives, but is not noted and never tried again. */
  reset(): void {
    this.#era += 1
    for (const endpoint of this.#lines.keys()) endpoint.closed = true
    this.#lines = new Map()
    this.#attempts = []
    this.settings = defaults
  }

  close(): void {
    this.reset()
    this.#poster.close()
  }

  async #sendAll(sendings: readonly Sending[]): Promise<WebhookAttempt[]> {
    const [first] = sendings
    if (first === undefined) return []
    const made: WebhookAttempt[] = []
    this.#unsettled += 1
    await this.#inLane(first.delivery.endpoint, async () => {
      for (const sending of sendings) {
        const attempt = await this.#attempt(sending)
        if (attempt !== undefined) made.push(attempt)
      }
    })
    this.#unsettled -= 1
    if (this.#unsettled === 0) for (const settled of this.#onSettled.splice(0)) settled()
    return made
  }

  /** Runs work when the endpoint has a free lane, in the order of asking. */
  #inLane(endpoint: Endpoint, work: () => Promise<void>): Promise<void> {
    const line = this.#lines.get(endpoint) ?? { waiting: [], running: 0 }
    this.#lines.set(endpoint, line)
    return new Promise((resolve) => {
      const run = async () => {
        line.running += 1
        await work().catch((error: unknown) => console.error(error))
        line.running -= 1
        resolve()
        if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(endpoint)
        void line.waiting.shift()?.()
      }
      if (line.running < lanes) void run()
      else line.waiting.push(run)
    })
  }

  async #attempt(sending: Sending): Promise<WebhookAttempt | undefined> {
    const { delivery } = sending
    const { endpoint, plan, headers, body } = delivery
    const { retrySpeed, ...timeouts } = this.settings
    if (endpoint.closed) return undefined
    const startedAt = this.#schedule.now()
    if (endpoint.isBlocked(startedAt, retrySpeed)) {
      endpoint.suppressed += 1
      return undefined
    }
    const url = urlOf(delivery)
    const era = this.#era
    const began = performance.now()
    const outcome = await this.#poster.send({ url, headers, body, ...timeouts })
    const durationMs = Math.round(performance.now() - began)
    const delivered = outcome.status !== null && plan.successes.has(outcome.status)
    endpoint.note(delivered, startedAt)
    const attempts = sending.attempts + 1
    const firstAt = sending.firstAt ?? startedAt
    const ends = delivered || endpoint.closed || this.#schedule.size >= mostWaiting
    const retryMs = ends ? undefined : plan.retriesMs[attempts - 1]
    const nextAttemptAt =
      retryMs === undefined ? undefined : Math.ceil(firstAt + retryMs / retrySpeed)
    if (nextAttemptAt !== undefined) {
      this.#schedule.at(nextAttemptAt, () => this.#sendAll([{ delivery, attempts, firstAt }]))
    }
    if (era !== this.#era) return undefined
    return this.#remember(delivery, {
      at: new Date(startedAt).toISOString(),
      attempt: attempts,
      ...outcome,
      delivered,
      durationMs,
      nextAttemptAt: nextAttemptAt === undefined ? null : new Date(nextAttemptAt).toISOString(),
    })
  }

  #remember(
    delivery: Delivery,
    attempt: Omit<WebhookAttempt, keyof Delivery['about'] | 'endpoint' | 'url' | 'onPurpose'>,
  ): WebhookAttempt {
    const { storeId, about, onPurpose } = delivery
    const { at, ...rest } = attempt
    const known = { endpoint: delivery.endpoint.name, url: urlOf(delivery), ...about }
    const complete = { storeId, at, ...known, ...rest, onPurpose }
    this.#made += 1
    this.#attempts.push(complete)
    if (this.#attempts.length > rememberedAttempts * 2) {
      this.#attempts = this.#attempts.slice(-rememberedAttempts)
    }
    return complete
  }
}

function urlOf({ endpoint, typeInQuery, about }: Delivery): string {
  return typeInQuery ? withEventType(endpoint.target.url, about.eventType) : endpoint.target.url
}
