/**
 * Injects faults between a store and its sources, and looks after each whether the gap was noticed, and whether the change
 * that it hid was told in the end: once.
 */
import { sql } from 'kysely'
import type { Platform } from './start-platform.ts'
import { anotherNode, type SourceStage, type StagedStore } from './source-stage.ts'

export const sourceFaults = [
  'dropped webhook',
  'lapsed token',
  'vendor 500s',
  'broken line',
  'clock jump',
  'node lost in the middle',
] as const
export type SourceFault = (typeof sourceFaults)[number]

export interface FaultReport {
  readonly faults: number
  readonly noticed: number
  readonly told: number
  readonly lost: number
  readonly twice: number
}

export interface FaultParts {
  readonly platform: Platform
  readonly stage: SourceStage
  readonly count: number
  /** In [0, 1). */
  readonly random: () => number
  /** Moves the clock of the program, in milliseconds from the right time. */
  readonly moveClock: (offsetMs: number) => void
  readonly onFault?: (fault: SourceFault, wasNoticed: boolean) => void
}

/** Faults in turn, on a store that polls and on one that has webhooks. */
export async function injectSourceFaults(parts: FaultParts): Promise<FaultReport> {
  const { stage, count, onFault } = parts
  const polled = await stage.newStore({ 'event.objects': 'products' })
  const told = await stage.newStore({ 'event.objects': 'products', 'event.vendor.type': 'webhook' })
  await stage.withWebhook(told)
  await stage.pollAll(polled)
  await stage.pollAll(told)
  const expected = new Map<StagedStore, string[]>([
    [polled, []],
    [told, []],
  ])
  let noticed = 0
  for (let number = 0; number < count; number += 1) {
    const fault = sourceFaults[number % sourceFaults.length] ?? 'vendor 500s'
    const store = fault === 'dropped webhook' ? told : polled
    const product = await stage.call(store, 'POST', '/products', {
      name: `Cup ${number}`,
      price: 3,
    })
    expected.get(store)?.push(`products ${product} CREATED`)
    const wasNoticed = await play(parts, fault, store)
    onFault?.(fault, wasNoticed)
    if (wasNoticed) noticed += 1
    await stage.pollAll(store)
    await stage.process(store)
  }
  return { faults: count, noticed, ...(await judge(stage, expected)) }
}

async function judge(stage: SourceStage, expected: ReadonlyMap<StagedStore, readonly string[]>) {
  let [told, lost, twice] = [0, 0, 0]
  for (const [store, changes] of expected) {
    const events = await stage.told(store)
    told += new Set(events).size
    twice += events.length - new Set(events).size
    lost += changes.filter((change) => !events.includes(change)).length
  }
  return { told, lost, twice }
}

/** Plays a fault while the store is polled, ends it, and answers whether a source showed it. */
async function play(parts: FaultParts, fault: SourceFault, store: StagedStore): Promise<boolean> {
  const { platform, stage, random, moveClock } = parts
  const { db } = platform.app.rooms.database
  const path = `/_control/ecwid/stores/${store.storeId}/tokens`
  const shows = async () =>
    (await stage.list(store)).some(({ state, failures }) => state === 'broken' || failures > 0)
  switch (fault) {
    case 'dropped webhook': {
      await stage.pollAll(store)
      const wasNoticed = await shows()
      // The next one arrives, and mends the source.
      await stage.webhookTold(store, ['profile', '1', 'UPDATED'])
      await stage.sources.judge()
      return wasNoticed && !(await shows())
    }
    case 'lapsed token': {
      await platform.sandbox('DELETE', path)
      await stage.pollAll(store)
      const wasNoticed = await shows()
      const { body } = await platform.sandbox('POST', path, {})
      await stage.configure(store, { 'oauth.user.token': (body as { token: string }).token })
      return wasNoticed
    }
    case 'vendor 500s':
    case 'broken line': {
      const skip = Math.floor(random() * 2)
      const match = `${store.storeId}/products`
      await stage.fault({ match, fault: fault === 'vendor 500s' ? 500 : 'reset', times: 3, skip })
      await stage.pollAll(store)
      const wasNoticed = await shows()
      await platform.sandbox('DELETE', '/_control/ecwid/faults')
      return wasNoticed
    }
    case 'clock jump': {
      moveClock((random() - 0.5) * 172_800_000)
      await stage.pollAll(store)
      moveClock(0)
      // Nothing is to be noticed: what is due is decided by the database's clock.
      return !(await shows())
    }
    case 'node lost in the middle': {
      const lost = await anotherNode(platform)
      await sql`update event_sources set next_due_at = now() where instance_id = ${store.instanceId}`.execute(
        db,
      )
      const before = stage.sources.pollCounts().read
      await stage.fault({
        match: `${store.storeId}/products?`,
        fault: 'slow',
        delayMs: 300,
        times: 1,
      })
      const poll = lost.pollDue()
      for (let count = 0; count === 0;) {
        await sql`update event_sources set leased_until = now() - interval '1 second', next_due_at = now()
          where instance_id = ${store.instanceId} and leased_until is not null`.execute(db)
        count = await stage.sources.pollDue()
      }
      await poll
      return stage.sources.pollCounts().read > before
    }
    default:
      return false
  }
}
