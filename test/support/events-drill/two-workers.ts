/** Two workers share the work of one database; one of them is killed with -9 in the middle of it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { silentLog } from '../../../src/core/log.ts'
import { startPrivatePostgres } from '../../../src/storage/private-postgres.ts'
import { drillServer, until, type DrillServer } from './drill-server.ts'
import { openShop, type Shop } from './shop.ts'
import { brokenBy, isAllTold, verdictOf, type Verdict } from './verdict.ts'

export interface TwoWorkersOptions {
  readonly webhooks: number
  readonly perSecond: number
  /** Share of the webhooks that are acknowledged when the worker is killed. */
  readonly killAt: number
}

export interface TwoWorkersReport extends Verdict {
  /** Promises that were broken, a sentence each. */
  readonly broken: readonly string[]
  /** Acknowledged before the kill and not told then: what the worker that went on took over or had itself. */
  readonly openAtKill: number
  /** From the kill until all that was told. */
  readonly takenOverMs: number
  /** Events told twice that had not been told in the second before the kill: they were in nobody's hands. */
  readonly needlesslyTwice: number
}

/** Records are read again, slowly, so that the worker that dies has events in hand as well as deliveries. */
const readMs = 50
const accounts = ['one', 'two', 'three', 'four']
/** Sent and not written down yet when it died: no older than this. */
const inFlightMs = 1000
const longestTakeoverMs = 30_000
const timeoutMs = 120_000

export async function twoWorkers(options: TwoWorkersOptions): Promise<TwoWorkersReport> {
  const shop = await openShop({ readMs })
  const dataDir = join(shop.folder, 'database')
  mkdirSync(dataDir)
  const postgres = await startPrivatePostgres({ dataDir, log: silentLog })
  const { user, host, port, database } = postgres.connection
  const node = (role: string) =>
    drillServer({
      dataDir: join(shop.folder, role),
      env: {
        ...shop.env,
        HUBWRIGHT_ROLE: role.split('-')[0] ?? '',
        HUBWRIGHT_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
        DATABASE_URL: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
      },
    })
  const nodes = await Promise.all(['api', 'worker-one', 'worker-two'].map(node))
  try {
    // The first founds the organization.
    for (const server of nodes) await server.start()
    return await run(options, shop, nodes as [DrillServer, DrillServer, DrillServer])
  } finally {
    await Promise.all(nodes.map((server) => server.stop()))
    await postgres.stop()
    await shop.close()
  }
}

async function run(
  options: TwoWorkersOptions,
  shop: Shop,
  [api, victim]: [DrillServer, DrillServer, DrillServer],
): Promise<TwoWorkersReport> {
  const { teller, app } = shop
  const { webhooks, perSecond, killAt } = options
  for (const account of accounts) await shop.connect(api, account)
  const telling = teller.tell({ url: api.url, count: webhooks, perSecond, accounts })
  const moment = Math.floor(webhooks * killAt)
  await until(() => teller.acknowledged.size >= moment && app.arrivals.length > moment / 4, {
    timeoutMs,
    waitingFor: () => `${app.arrivals.length} of ${moment} were told`,
  })
  const killedAt = performance.now()
  await victim.kill()
  const toldBefore = new Set(app.arrivals.map(({ toldId }) => toldId))
  const open = [...teller.acknowledged.keys()].filter((id) => !toldBefore.has(id))
  const takenOver = until(
    () => {
      const told = new Set(app.arrivals.map(({ toldId }) => toldId))
      return open.every((id) => told.has(id))
    },
    { timeoutMs, waitingFor: () => 'what the dead worker had in hand was never told' },
  ).then(() => performance.now() - killedAt)
  await telling
  const takenOverMs = Math.round(await takenOver)
  await until(() => isAllTold(teller, app), {
    timeoutMs,
    waitingFor: () => `${verdictOf(teller, app).lost} were never told`,
  })
  const verdict = verdictOf(teller, app)
  const twice = needlesslyTwice(app.arrivals, killedAt)
  return {
    broken: [
      ...brokenBy(verdict, { webhooks }),
      ...(takenOverMs <= longestTakeoverMs
        ? []
        : [`The work went on after ${takenOverMs} ms only`]),
      ...(twice === 0 ? [] : [`${twice} events were told twice that were in nobody's hands`]),
    ],
    ...verdict,
    openAtKill: open.length,
    takenOverMs,
    needlesslyTwice: twice,
  }
}

function needlesslyTwice(
  arrivals: readonly { readonly webhookId: string; readonly at: number }[],
  killedAt: number,
): number {
  const first = new Map<string, number>()
  let count = 0
  for (const { webhookId, at } of arrivals) {
    const before = first.get(webhookId)
    if (before === undefined) first.set(webhookId, at)
    else if (before < killedAt - inFlightMs || before > killedAt + inFlightMs) count += 1
  }
  return count
}
