/**
 * `npm run drill events [scale] [scenario]`: what must not happen to events, made to happen. The scenarios, all of them
 * without a name: `kill` (the server, 100 times, while 10,000 webhooks arrive and another source is polled), `database`
 * (restarted 10 times under load), `receivers` (bad ones beside a good one), `workers` (one of two is killed), `sources`
 * (200 faults between a store and its sources). A scale of 0.1 makes a tenth of it. Wants a machine that does nothing
 * else. The last line tells the figures; the exit code is 1 when a promise was broken.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../src/core/log.ts'
import { migrate } from '../src/storage/migrate.ts'
import { startPrivatePostgres } from '../src/storage/private-postgres.ts'
import { badReceivers } from '../test/support/events-drill/bad-receivers.ts'
import { killServer } from '../test/support/events-drill/kill-server.ts'
import { restartDatabase } from '../test/support/events-drill/restart-database.ts'
import { injectSourceFaults, type FaultReport } from '../test/support/events-drill/source-faults.ts'
import { twoWorkers } from '../test/support/events-drill/two-workers.ts'
import { createSourceStage } from '../test/support/source-stage.ts'
import { startPlatform } from '../test/support/start-platform.ts'

const scale = Number(process.argv[2] ?? 1)
const wanted = process.argv[3]
const scaled = (count: number) => Math.max(1, Math.round(count * scale))
const say = (text: string) => void process.stderr.write(`${text}\n`)

/** What each tells of itself; `lost` where something could be. */
interface Report {
  readonly broken: readonly string[]
  readonly lost?: number
}

const scenarios: Readonly<Record<string, () => Promise<Report>>> = {
  kill: () =>
    killServer({
      kills: scaled(100),
      webhooks: scaled(10_000),
      perSecond: 40,
      random: Math.random,
      onKill: (kill, answeredAgainMs, { acknowledged, deliveries, duplicates }) =>
        say(
          `kill ${kill}: answers again after ${Math.round(answeredAgainMs)} ms; ${acknowledged} acknowledged, ${deliveries} deliveries, ${duplicates} duplicates so far`,
        ),
    }),
  database: () =>
    restartDatabase({
      restarts: scaled(10),
      webhooks: scaled(10_000),
      perSecond: 100,
      onRestart: (restart, signal, takenAgainMs) =>
        say(`restart ${restart} (${signal}): takes webhooks after ${Math.round(takenAgainMs)} ms`),
    }),
  receivers: () =>
    badReceivers({
      deliveries: scaled(2000),
      perSecond: 100,
      rounds: 3,
      crowd: 30,
      mostSlowdown: 1.2,
      slowMs: 5000,
      untilTimeout: true,
    }),
  workers: () => twoWorkers({ webhooks: scaled(4000), perSecond: 100, killAt: 0.5 }),
  sources: sourceFaults,
}

const chosen = Object.entries(scenarios).filter(([name]) => wanted === undefined || name === wanted)
if (chosen.length === 0 || !(scale > 0)) {
  say(`npm run drill events [scale] [${Object.keys(scenarios).join('|')}]`)
  process.exit(1)
}
const reports: Record<string, Report> = {}
for (const [name, run] of chosen) {
  const report = await run()
  reports[name] = report
  say(`${name}: ${JSON.stringify(report)}`)
}
const all = Object.values(reports)
const lost = all.reduce((sum, report) => sum + (report.lost ?? 0), 0)
process.stdout.write(`${JSON.stringify({ drill: 'events', lost, scale, ...reports })}\n`)
if (all.some(({ broken }) => broken.length > 0)) process.exitCode = 1

async function sourceFaults(): Promise<FaultReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hubwright-drill-'))
  const postgres = await startPrivatePostgres({ dataDir, log: silentLog })
  try {
    const { connection } = postgres
    await migrate(connection, { log: silentLog })
    let clockOffset = 0
    const platform = await startPlatform({
      connection,
      env: { HUBWRIGHT_ROLE: 'api' },
      clock: { now: () => Date.now() + clockOffset },
      callTimeoutMs: 1500,
    })
    try {
      return await injectSourceFaults({
        platform,
        stage: await createSourceStage(platform),
        count: scaled(200),
        random: Math.random,
        moveClock: (offset) => (clockOffset = offset),
        onFault: (fault, wasNoticed) => wasNoticed || say(`${fault}: was not noticed`),
      })
    } finally {
      await platform.close()
    }
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
