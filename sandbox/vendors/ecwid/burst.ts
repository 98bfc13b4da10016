import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import { deedTypes, Scene } from './deeds.ts'
import type { Store } from './store.ts'
import type { WebhookEvent } from './webhook-event.ts'
import type { WebhookSender } from './webhooks.ts'
import type { World } from './world.ts'

/** How much is to happen, and what. */
export interface BurstRequest {
  /** So many deeds; one may lead to several events. */
  readonly count: number
  /** As fast as possible when absent. */
  readonly perSecond?: number
  /** Taken in turn; a busy day when absent. */
  readonly eventTypes?: readonly string[]
  readonly seed?: number | string
}

/** What happened; without addresses that hear of it, there are no events. */
interface BurstReport {
  readonly deeds: number
  readonly durationMs: number
  /** By type. */
  readonly events: Readonly<Record<string, number>>
  readonly eventIds: readonly string[]
}

/** What happens most in a store that sells. */
const busyDay = ['product.updated', 'order.updated', 'customer.updated', 'order.created']

/** So many deeds before others get their turn, and what they led to is sent. */
const deedsInARow = 50

/** The first type that nothing leads to, of those asked for. */
export function impossibleType(types: readonly string[] = []): string | undefined {
  return types.find((type) => !deedTypes.includes(type))
}

/** Makes things happen in a store. Resolves when they have happened, while webhooks are still under way. */
export async function runBurst(
  world: World,
  webhooks: WebhookSender,
  store: Store,
  { count, perSecond, eventTypes = busyDay, seed = 1 }: BurstRequest,
): Promise<BurstReport> {
  const scene = new Scene(world, store, seed)
  const events: WebhookEvent[] = []
  const began = performance.now()
  let done = 0
  for (; done < count; done += 1) {
    await turn(done, began, perSecond)
    // Somebody has reset or closed the sandbox, or removed the store.
    if (world.stores.get(store.id) !== store || webhooks.isClosed) break
    const type = eventTypes[done % eventTypes.length] ?? ''
    events.push(...(await webhooks.eventsOf(() => scene.do(type))))
  }
  const byType: Record<string, number> = {}
  for (const { eventType } of events) byType[eventType] = (byType[eventType] ?? 0) + 1
  return {
    deeds: done,
    durationMs: Math.round(performance.now() - began),
    events: byType,
    eventIds: events.map(({ eventId }) => eventId),
  }
}

/** Waits until it is time for the deed of this number. */
async function turn(done: number, began: number, perSecond: number | undefined): Promise<void> {
  const dueMs = perSecond === undefined ? 0 : (done * 1000) / perSecond
  const aheadMs = dueMs - (performance.now() - began)
  if (aheadMs > 1) await delay(aheadMs)
  else if (done % deedsInARow === deedsInARow - 1) await nextTurn()
}
