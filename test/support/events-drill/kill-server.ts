/** Kills the server with -9 again and again while a vendor tells, and another is polled. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { CustomerApp } from './customer-app.ts'
import { drillServer, endDatabase, until, type DrillServer } from './drill-server.ts'
import { openShop, pollNow, type Shop } from './shop.ts'
import type { Teller } from './teller.ts'
import { brokenBy, isAllTold, verdictOf, type Verdict } from './verdict.ts'

export interface KillOptions {
  readonly kills: number
  readonly webhooks: number
  readonly perSecond: number
  /** In [0, 1); decides when. */
  readonly random: () => number
  readonly onKill?: (kill: number, answeredAgainMs: number, verdict: Verdict) => void
}

export interface KillReport extends Verdict {
  /** Promises that were broken, a sentence each. */
  readonly broken: readonly string[]
  readonly kills: number
  /** From the kill until the next process answered. */
  readonly answeredAgainMs: { readonly middle: number; readonly longest: number }
  /** From the last acknowledgement until all was told. */
  readonly toldAfterMs: number
}

/** Longest that leases of a process that died may keep work from being done, and then some for a loaded machine. */
const toldTimeoutMs = 120_000
/** On a quiet machine it takes a tenth of it. */
const answeringCeilingMs = 30_000
const pollEveryMs = 300

export async function killServer(options: KillOptions): Promise<KillReport> {
  const shop = await openShop()
  const dataDir = join(shop.folder, 'data')
  mkdirSync(dataDir)
  const server = await drillServer({ dataDir, env: shop.env })
  try {
    return await run(options, shop, server)
  } finally {
    await server.stop()
    await endDatabase(dataDir)
    await shop.close()
  }
}

async function run(options: KillOptions, shop: Shop, server: DrillServer): Promise<KillReport> {
  const { teller, app } = shop
  const { kills, webhooks, perSecond, random, onKill } = options
  await server.start()
  await shop.connect(server, 'as said', { 'event.hydrate': 'false' })
  await shop.connect(server, 'read again')
  const polled = await shop.connect(server, 'polled', { 'event.vendor.type': 'polling' })
  const changing = keepChanging(teller, () => pollNow(server, polled))
  const accounts = ['as said', 'read again']
  const telling = teller.tell({ url: server.url, count: webhooks, perSecond, accounts })
  const answeredAgain: number[] = []
  for (let kill = 1; kill <= kills; kill += 1) {
    // Any moment of a share of its own, so that the last kill finds something to interrupt.
    const moment = Math.floor(((kill - 1 + random()) * webhooks) / kills)
    await until(() => teller.acknowledged.size >= moment, {
      timeoutMs: 60_000,
      waitingFor: () => `${teller.acknowledged.size} of ${moment} were acknowledged`,
    })
    const began = performance.now()
    await server.kill()
    await server.start()
    const answeredAgainMs = performance.now() - began
    answeredAgain.push(answeredAgainMs)
    onKill?.(kill, answeredAgainMs, verdictOf(teller, app))
  }
  await telling
  await changing.stop()
  const toldFrom = performance.now()
  await untilTold({ server, polled, teller, app })
  const verdict = verdictOf(teller, app)
  const answeredAgainMs = spread(answeredAgain)
  const mostDuplicates = verdict.deliveries / 100
  return {
    broken: [
      ...brokenBy(verdict, { webhooks, mostDuplicates }),
      ...(answeredAgainMs.longest <= answeringCeilingMs
        ? []
        : ['It took too long to answer again']),
    ],
    kills,
    ...verdict,
    answeredAgainMs,
    toldAfterMs: Math.round(performance.now() - toldFrom),
  }
}

/** Records change and the list is asked for, whoever is there to hear it; until it is stopped or the vendor closed. */
export function keepChanging(teller: Teller, poll: () => Promise<void>): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, teller.closing])
  async function run(): Promise<void> {
    while (!signal.aborted) {
      teller.change()
      // The server may be down.
      await poll().catch(() => undefined)
      await delay(pollEveryMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

/** Resolves as well when the time is up: the verdict tells what is missing. */
export async function untilTold(parts: {
  readonly server: DrillServer
  readonly polled: number
  readonly teller: Teller
  readonly app: CustomerApp
}): Promise<void> {
  const end = performance.now() + toldTimeoutMs
  while (!isAllTold(parts.teller, parts.app) && performance.now() < end) {
    await pollNow(parts.server, parts.polled)
    await delay(200)
  }
}

export function spread(values: readonly number[]): { middle: number; longest: number } {
  const sorted = values.toSorted((left, right) => left - right)
  return {
    middle: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    longest: Math.round(sorted.at(-1) ?? 0),
  }
}
