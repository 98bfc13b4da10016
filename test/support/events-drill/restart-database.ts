/** Ends the private database under a server again and again while a vendor tells and another is polled. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { databasePid, drillServer, endDatabase, until, type DrillServer } from './drill-server.ts'
import { keepChanging, spread, untilTold } from './kill-server.ts'
import { openShop, pollNow, type Shop } from './shop.ts'
import { brokenBy, verdictOf, type Verdict } from './verdict.ts'

export interface RestartOptions {
  readonly restarts: number
  readonly webhooks: number
  readonly perSecond: number
  readonly onRestart?: (restart: number, signal: string, takenAgainMs: number) => void
}

export interface RestartReport extends Verdict {
  /** Promises that were broken, a sentence each. */
  readonly broken: readonly string[]
  readonly restarts: number
  /** From the signal until the vendor was answered 200 again. */
  readonly takenAgainMs: { readonly middle: number; readonly longest: number }
  /** Whether the process of the beginning is the one of the end. */
  readonly stayedUp: boolean
  readonly toldAfterMs: number
}

/** In turn: killed, ended in order, and at once. */
const signals = ['SIGKILL', 'SIGINT', 'SIGQUIT'] as const

export async function restartDatabase(options: RestartOptions): Promise<RestartReport> {
  const shop = await openShop()
  const dataDir = join(shop.folder, 'data')
  mkdirSync(dataDir)
  const server = await drillServer({ dataDir, env: shop.env })
  try {
    return await run(options, shop, server, dataDir)
  } finally {
    await server.stop()
    await endDatabase(dataDir)
    await shop.close()
  }
}

async function run(
  options: RestartOptions,
  shop: Shop,
  server: DrillServer,
  dataDir: string,
): Promise<RestartReport> {
  const { teller, app } = shop
  const { restarts, webhooks, perSecond, onRestart } = options
  await server.start()
  await shop.connect(server, 'as said', { 'event.hydrate': 'false' })
  await shop.connect(server, 'read again')
  const polled = await shop.connect(server, 'polled', { 'event.vendor.type': 'polling' })
  const { pid } = server
  const changing = keepChanging(teller, () => pollNow(server, polled))
  const accounts = ['as said', 'read again']
  const telling = teller.tell({ url: server.url, count: webhooks, perSecond, accounts })
  const takenAgain: number[] = []
  for (let restart = 1; restart <= restarts; restart += 1) {
    const share = Math.floor(((restart - 0.5) * webhooks) / restarts)
    await until(() => teller.acknowledged.size >= share, {
      timeoutMs: 120_000,
      waitingFor: () => `${teller.acknowledged.size} of ${share} were taken`,
    })
    const signal = signals[restart % signals.length] ?? 'SIGKILL'
    const before = performance.now()
    await endProcess(dataDir, signal)
    const taken = teller.acknowledged.size
    await until(
      () => teller.acknowledged.size > taken + 1 || teller.acknowledged.size === webhooks,
      {
        timeoutMs: 60_000,
        waitingFor: () => `nothing is taken in after restart ${restart}: ${server.said()}`,
      },
    )
    takenAgain.push(performance.now() - before)
    onRestart?.(restart, signal, performance.now() - before)
  }
  await telling
  await changing.stop()
  const toldFrom = performance.now()
  await untilTold({ server, polled, teller, app })
  const verdict = verdictOf(teller, app)
  const stayedUp = server.isAlive && server.pid === pid
  return {
    broken: [
      ...brokenBy(verdict, { webhooks }),
      ...(stayedUp ? [] : ['The server did not survive its database']),
    ],
    restarts,
    ...verdict,
    takenAgainMs: spread(takenAgain),
    stayedUp,
    toldAfterMs: Math.round(performance.now() - toldFrom),
  }
}

/** Sends the signal to the postmaster and waits until it is gone, or another one stands in its place. */
async function endProcess(dataDir: string, signal: NodeJS.Signals): Promise<void> {
  const waitingFor = () => 'the private database does not run'
  await until(() => databasePid(dataDir) !== undefined, { timeoutMs: 30_000, waitingFor })
  const pid = databasePid(dataDir) ?? 0
  process.kill(pid, signal)
  await until(() => databasePid(dataDir) !== pid, {
    timeoutMs: 30_000,
    waitingFor: () => `the database goes on after ${signal}`,
  })
}
