/**
 * `npm run bench events`: how many webhooks are taken in and told on, durably, with everything on two cores. Vendor,
 * customer's app, each server and the database have processes of their own; one PostgreSQL, with all that keeps its word
 * on, serves them all. In each round, in turn: rows inserted in batches by one connection (what the database can do), a
 * bare Fastify that judges the signature and inserts one row a request, Hubwright's receiver, and Hubwright from the
 * vendor to the customer's app. `ratios.ingest` is Hubwright's receiver by the bare one in the same round (goal: a third;
 * and 1,500/s), `endToEnd` is by the bare one too (goal 1,000/s; p99 under 100 ms at 300/s). Re-reading is off. Wants a
 * machine that does nothing else.
 */
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { setTimeout as delay } from 'node:timers/promises'
import { silentLog } from '../src/core/log.ts'
import { startPrivatePostgres, type PrivatePostgres } from '../src/storage/private-postgres.ts'
import { Child } from './support/child.ts'
import { webhookSecret, writeEventConnector } from './support/event-connector.ts'
import type { LoadJob, LoadResult } from './support/event-load.ts'
import type { Received } from './support/event-receiver.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 4)
const measureMs = Number(process.env['BENCH_MS'] ?? 5000)
/** Vendors wait for each answer, so speed needs many of them. */
const connections = 64
const calmPerSecond = 300
const batchOfLimit = 50
/** Of the instance whose events are told on, and of the one whose events are only kept. */
const [told, kept] = ['77', '78']
const here = import.meta.dirname

const folder = mkdtempSync(join(tmpdir(), 'hubwright-bench-'))
const children: Child[] = []
let postgres: PrivatePostgres | undefined
try {
  await main()
} finally {
  for (const child of children.toReversed()) await child.stop()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}

interface Round {
  limit: number
  bare: number
  ingest: number
  endToEnd: number
  calm: Received
}

async function main(): Promise<void> {
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  postgres = await startPrivatePostgres({ dataDir, log: silentLog })
  const database = new Client({ ...postgres.connection })
  // When something else fails, the server is stopped under it.
  database.on('error', () => undefined)
  await database.connect()
  await database.query(
    'create table bare_events (id bigint generated always as identity primary key, vendor_event_id text not null unique, raw bytea not null, received_at timestamptz not null default now())',
  )
  const bare = await start([
    join(here, 'support/bare-ingest.ts'),
    JSON.stringify(postgres.connection),
  ])
  const receiver = await start([join(here, 'support/event-receiver.ts')])
  const hub = await startHubwright(postgres, receiver.port)
  const load = new Child([join(here, 'support/event-load.ts')])
  children.push(load)
  const tell = (port: number, path: string, more: Partial<LoadJob> = {}) =>
    load.ask<LoadResult>({ port, path, account: told, connections, measureMs, ...more })

  const all: Round[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const limit = await insertBatches(database)
    const bareResult = await tell(bare.port, '/')
    const ingest = await tell(hub.port, hub.path, { account: kept })
    await hub.settled(database)
    await receiver.child.ask<Received>({ forget: true })
    const endToEnd = await hub.throughput(database, () => tell(hub.port, hub.path))
    await hub.settled(database)
    await receiver.child.ask<Received>({ forget: true })
    const calmLoad = await tell(hub.port, hub.path, { perSecond: calmPerSecond })
    await hub.settled(database)
    const calm = await receiver.child.ask<Received>({ forget: true })
    for (const { refused } of [bareResult, ingest, calmLoad])
      if (refused > 0) throw new Error(`${refused} webhooks were refused`)
    if (calm.distinct !== calmLoad.acknowledged)
      throw new Error(`${calmLoad.acknowledged} were taken in and ${calm.distinct} told on`)
    const { perSecond } = ingest
    all.push({ limit, bare: bareResult.perSecond, ingest: perSecond, endToEnd, calm })
    process.stderr.write(
      `round ${round}: inserts ${Math.round(limit)}/s, bare ${Math.round(bareResult.perSecond)}/s, ingest ${Math.round(perSecond)}/s, end to end ${Math.round(endToEnd)}/s, p99 at ${calmPerSecond}/s ${calm.p99Ms} ms\n`,
    )
  }
  await database.end()
  report(all)
}

function report(all: readonly Round[]): void {
  const middle = (of: (round: Round) => number) => {
    const sorted = all.map(of).toSorted((left, right) => left - right)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  }
  const ratio = (value: number) => Math.round(value * 1000) / 1000
  const ratios = {
    ingest: ratio(middle((r) => r.ingest / r.bare)),
    endToEnd: ratio(middle((r) => r.endToEnd / r.bare)),
  }
  const figures = {
    'insert.perSecond': Math.round(middle((r) => r.limit)),
    'bare.perSecond': Math.round(middle((r) => r.bare)),
    'ingest.perSecond': Math.round(middle((r) => r.ingest)),
    'endToEnd.perSecond': Math.round(middle((r) => r.endToEnd)),
    'calm.p50Ms': middle((r) => r.calm.p50Ms),
    'calm.p99Ms': middle((r) => r.calm.p99Ms),
  }
  process.stdout.write(`${JSON.stringify({ bench: 'events', ratios, figures })}\n`)
}

/** Rows a second when one connection writes nothing but batches. */
async function insertBatches(database: Client): Promise<number> {
  const raw = Buffer.from(
    JSON.stringify({ account: kept, type: 'item.updated', sentAt: Date.now() }),
  )
  const began = performance.now()
  let rows = 0
  while (performance.now() - began < measureMs) {
    const ids = Array.from({ length: batchOfLimit }, () => randomBytes(12).toString('hex'))
    await database.query(
      'insert into bare_events (vendor_event_id, raw) select id, $2 from unnest($1::text[]) id',
      [ids, raw],
    )
    rows += batchOfLimit
  }
  return (rows / (performance.now() - began)) * 1000
}

async function start(args: string[]): Promise<{ port: number; child: Child }> {
  const child = new Child(args)
  children.push(child)
  const { port } = await child.ready<{ event: string; port: number }>()
  return { port, child }
}

interface Hub {
  readonly port: number
  readonly path: string
  /** Waits until nothing waits for processing or delivery. */
  settled(database: Client): Promise<void>
  /** Events a second from the first webhook until the last was told on. */
  throughput(database: Client, tell: () => Promise<LoadResult>): Promise<number>
}

async function startHubwright(server: PrivatePostgres, receiverPort: number): Promise<Hub> {
  const connectors = join(folder, 'connectors')
  mkdirSync(connectors)
  writeEventConnector(connectors, `http://127.0.0.1:${receiverPort}`)
  const userSecret = Buffer.alloc(32, 7).toString('base64')
  const organizationSecret = '7'.repeat(32)
  const { user, host, port, database } = server.connection
  const extra = (process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter((arg) => arg !== '')
  const child = new Child([...extra, join(here, '../src/main.ts'), 'serve'], {
    ...process.env,
    DATABASE_URL: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    HUBWRIGHT_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
    HUBWRIGHT_PORT: '0',
    HUBWRIGHT_SANDBOX: 'off',
    HUBWRIGHT_LOG_LEVEL: 'warn',
    HUBWRIGHT_DATA_DIR: join(folder, 'hub'),
    HUBWRIGHT_CONNECTORS_DIR: connectors,
    HUBWRIGHT_EGRESS_ALLOW: `127.0.0.1/32:${receiverPort}`,
    HUBWRIGHT_USER_SECRET: userSecret,
    HUBWRIGHT_ORGANIZATION_SECRET: organizationSecret,
  })
  children.push(child)
  const { url } = await child.ready<{ event: string; url: string }>()
  const ask = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${url}/elements/api-v2${path}`, {
      method,
      headers: {
        authorization: `User ${userSecret}, Organization ${organizationSecret}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const callback = { 'event.notification.callback.url': `http://127.0.0.1:${receiverPort}/` }
  for (const [account, more] of [[told, callback] as const, [kept, {}] as const]) {
    await ask('POST', '/instances', {
      element: { key: 'teller' },
      name: `Bench ${account}`,
      configuration: {
        'teller.account': account,
        'teller.secret': webhookSecret,
        'event.notification.enabled': 'true',
        'event.hydrate': 'false',
        ...more,
      },
    })
  }
  const settled = async (client: Client) => {
    const { rows } = await client.query<{ left: number }>(
      'select (select count(*) from event_jobs)::int + (select count(*) from delivery_jobs)::int as left',
    )
    if (rows[0]?.left === 0) return
    await delay(20)
    await settled(client)
  }
  return {
    port: Number(new URL(url).port),
    path: '/elements/api-v2/events/teller',
    settled,
    async throughput(client, tell) {
      const began = performance.now()
      const { acknowledged, refused } = await tell()
      if (refused > 0) throw new Error(`${refused} webhooks were refused`)
      await settled(client)
      return (acknowledged / (performance.now() - began)) * 1000
    },
  }
}
