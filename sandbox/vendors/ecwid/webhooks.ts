import { randomUUID } from 'node:crypto'
import type { Schedule } from '../../schedule.ts'
import { Deliveries, type Delivery, type RetryPlan, type WebhookAttempt } from './deliveries.ts'
import { instantNotification } from './instant-notification.ts'
import { Misbehaviour } from './misbehaviour.ts'
import type { JsonObject } from './model.ts'
import type { Store } from './store.ts'
import type { Endpoint } from './webhook-endpoint.ts'
import { type SignatureKind, type WebhookEvent, webhookHeaders } from './webhook-event.ts'
import { hearers } from './webhook-scopes.ts'
import type { World } from './world.ts'

/** What a test may want to be different about one webhook. */
interface EmitOptions {
  readonly data?: JsonObject
  readonly eventId?: string
  /** Unix seconds. */
  readonly eventCreated?: number
  readonly signature?: SignatureKind
  /** Sends the same event so many times. */
  readonly copies?: number
  /** Another store number inside the body. */
  readonly storeId?: number
}

const minute = 60_000

/** Only these count as taken; a redirect or another 2xx does not. 27 retries follow within a day. */
const plan: RetryPlan = {
  successes: new Set([200, 201, 202, 204, 209]),
  retriesMs: [15, 30, 45, ...Array.from({ length: 24 }, (_, index) => (index + 1) * 60)].map(
    (minutes) => minutes * minute,
  ),
}

const defaultHoldMs = 5000

/** Tells apps what happens in stores: rightly, or wrongly where a test asks for it. */
export class WebhookSender {
  readonly schedule: Schedule
  readonly deliveries: Deliveries
  #recorder: WebhookEvent[] | undefined
  #closed = false

  constructor(schedule: Schedule) {
    this.schedule = schedule
    this.deliveries = new Deliveries(schedule)
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** Whether two weeks have passed without success. */
  isBlocked(endpoint: Endpoint): boolean {
    return endpoint.isBlocked(this.schedule.now(), this.deliveries.settings.retrySpeed)
  }

  /** Back to the start, in the present. */
  reset(): void {
    this.schedule.clear()
    this.deliveries.reset()
  }

  /** Stops all sending. */
  close(): void {
    this.#closed = true
    this.schedule.clear()
    this.deliveries.close()
  }

  /** Moves time forward and answers with what was sent meanwhile. */
  async advanceTo(moment: number): Promise<readonly WebhookAttempt[]> {
    await this.deliveries.settled()
    const before = this.deliveries.made
    await this.schedule.advanceTo(moment)
    const count = this.deliveries.made - before
    return count === 0 ? [] : this.deliveries.attempts().slice(-count)
  }

  /** The events that `deed` leads to; it must finish before anything else can happen. */
  async eventsOf(deed: () => unknown): Promise<readonly WebhookEvent[]> {
    const events: WebhookEvent[] = []
    this.#recorder = events
    try {
      await deed()
    } finally {
      this.#recorder = undefined
    }
    return events
  }

  /** Tells about a change that just happened, without waiting for answers. */
  announce(
    world: World,
    store: Store,
    eventType: string,
    entityId: number | string,
    data?: JsonObject,
    clientId?: string,
  ): void {
    if (!store.settings.autoWebhooks) return
    const instant = instantNotification(store, eventType, entityId, data)
    if (instant !== undefined) void this.deliveries.send([instant])
    const endpoints = hearers(world, store, eventType, clientId)
    if (endpoints.length === 0) return
    const event = newEvent(store, eventType, entityId, data === undefined ? {} : { data })
    this.#recorder?.push(event)
    for (const endpoint of endpoints) this.#tell(store, endpoint, event)
  }

  /** Sends one event as asked to these endpoints, `copies` times, and answers with all attempts. */
  async emit(
    store: Store,
    endpoints: readonly Endpoint[],
    eventType: string,
    entityId: number | string,
    options: EmitOptions = {},
  ): Promise<WebhookAttempt[]> {
    const { copies = 1, signature = 'valid' } = options
    const event = newEvent(store, eventType, entityId, options)
    const made = await Promise.all(
      endpoints.map((endpoint) => {
        const delivery = deliveryOf(store, endpoint, event, signature, [])
        return this.deliveries.send(Array.from({ length: copies }, () => delivery))
      }),
    )
    return made.flat()
  }

  /** Changes what goes wrong with a store or an endpoint; what was held back goes out. */
  misbehave(
    place: { misbehaviour: Misbehaviour | undefined },
    misbehaviour: Misbehaviour | undefined,
  ): void {
    const before = place.misbehaviour
    place.misbehaviour = misbehaviour
    if (before !== undefined) void this.deliveries.send(before.release())
  }

  /** What is set for a store comes before what is set for an app. */
  #tell(store: Store, endpoint: Endpoint, event: WebhookEvent): void {
    const misbehaviour = store.misbehaviour ?? endpoint.misbehaviour
    if (misbehaviour === undefined) {
      void this.deliveries.send([deliveryOf(store, endpoint, event, 'valid', [])])
      return
    }
    const fate = misbehaviour.decide()
    const told = { ...event, eventCreated: event.eventCreated - fate.staleSeconds }
    const delivery = deliveryOf(store, endpoint, told, fate.signature, fate.onPurpose)
    if (fate.dropped) this.deliveries.noteUnsent(delivery)
    else this.#sendLate(misbehaviour, fate.duplicated ? [delivery, delivery] : [delivery])
  }

  #sendLate(misbehaviour: Misbehaviour, list: readonly Delivery[]): void {
    const { holdBack, holdBackMs = defaultHoldMs, delayMs } = misbehaviour.settings
    const send = async () => {
      if (holdBack === undefined) return this.deliveries.send(list)
      if (misbehaviour.oldest === undefined) {
        this.schedule.at(this.schedule.now() + holdBackMs, async () => {
          if (misbehaviour.oldest === list) await this.deliveries.send(misbehaviour.release())
        })
      }
      return this.deliveries.send(misbehaviour.hold(list))
    }
    if (delayMs === undefined) void send()
    else this.schedule.at(this.schedule.now() + delayMs, send)
  }
}

function newEvent(
  store: Store,
  eventType: string,
  entityId: number | string,
  options: EmitOptions,
): WebhookEvent {
  return {
    eventId: options.eventId ?? randomUUID(),
    eventCreated: options.eventCreated ?? store.nowSeconds(),
    storeId: options.storeId ?? store.id,
    entityId,
    eventType,
    ...(options.data === undefined ? {} : { data: options.data }),
  }
}

function deliveryOf(
  store: Store,
  endpoint: Endpoint,
  event: WebhookEvent,
  signature: SignatureKind,
  onPurpose: readonly string[],
): Delivery {
  const { eventId, eventType, entityId, eventCreated } = event
  return {
    endpoint,
    plan,
    typeInQuery: true,
    headers: webhookHeaders(endpoint.target, event, signature),
    body: JSON.stringify(event),
    storeId: store.id,
    about: { eventId, eventType, entityId, eventCreated },
    onPurpose,
  }
}
