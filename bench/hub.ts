/**
 * `npm run bench hub`: how much of a bare proxy's speed is left when the whole platform stands in between.
 * Upstream, load generator and each server have processes of their own. Three ways to the same bytes: directly, through a bare Fastify + undici
 * proxy that parses and strips nulls, and through Hubwright (authentication, quota, paging, null filter and usage records on, private PostgreSQL).
 * Six rounds, interleaved; figures are medians. `ratios` are Hubwright's calls per second divided by the bare proxy's in
 * the same round; the goal is 0.7. `small` and `list` call one instance; `many` calls the small item for 10,000 instances
 * at random, all used before and each for longer than anything of it is remembered (a minute), so that what a node has to
 * read again is in the figure. Wants a machine that does nothing else; where it does, `serverMicroseconds` and
 * `databaseMicroseconds`, the processor time of a call (Linux only), say more than the ratios.
 */
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Child } from './support/child.ts'
import { writeConnector } from './support/connector.ts'
import { cpuMicroseconds, pidIn } from './support/cpu-time.ts'
import { createInstances } from './support/instances.ts'
import { Measurements, type Measured, type Result, type Shape } from './support/measurements.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 6)
const warmMs = 400
const measureMs = Number(process.env['BENCH_MS'] ?? 2000)
/** Enough to keep every server busy. */
const manyConnections = 32
const instanceCount = Number(process.env['BENCH_INSTANCES'] ?? 10_000)
const manyRounds = Number(process.env['BENCH_MANY_ROUNDS'] ?? 6)
/** Long enough that whatever was forgotten while the other server ran is asked for again in the same round. */
const manyMeasureMs = Number(process.env['BENCH_MANY_MS'] ?? 20_000)
const warmUpMs = 5_000
const here = import.meta.dirname

interface Running {
  readonly port: number
  readonly pid: number
}
interface Target extends Running {
  readonly name: 'direct' | 'bare' | 'hub'
  /** Process id of its PostgreSQL. */
  readonly database?: number
  readonly prefix: string
  readonly headers: Record<string, string>
}
interface HubTarget extends Target {
  readonly api: string
  readonly userSecret: string
  /** `User …, Organization …`. */
  readonly secrets: string
}
/** Whose processor time is shown, for what. */
const costs = [
  ['bare', 'small'],
  ['hub', 'small'],
  ['bare', 'many'],
  ['hub', 'many'],
] as const
const paths: Record<Shape, string> = {
  small: '/items/7',
  list: '/items?pageSize=100',
  many: '/items/7',
}

const folder = mkdtempSync(join(tmpdir(), 'hubwright-bench-'))
const children: Child[] = []
try {
  await main()
} finally {
  for (const child of children.toReversed()) await child.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function main(): Promise<void> {
  const upstream = await start([join(here, 'support/upstream.ts')])
  const bare = await start([
    join(here, 'support/bare-proxy.ts'),
    `http://127.0.0.1:${upstream.port}`,
  ])
  const hub = await startHubwright(upstream.port)
  const load = new Child([join(here, 'support/load.ts')])
  children.push(load)
  const targets: Target[] = [
    { name: 'direct', ...upstream, prefix: '', headers: {} },
    { name: 'bare', ...bare, prefix: '', headers: { accept: 'application/json' } },
    hub,
  ]
  const busy = new Measurements()
  const calm = new Measurements()
  for (let round = 1; round <= rounds; round += 1) {
    for (const shape of ['small', 'list'] as const) {
      for (const target of targets) {
        const job = {
          port: target.port,
          path: target.prefix + paths[shape],
          headers: target.headers,
          warmMs,
          measureMs,
        }
        busy.add(
          target.name,
          shape,
          await measure(load, target, { ...job, connections: manyConnections }),
        )
        calm.add(
          target.name,
          shape,
          await measure(load, target, { ...job, connections: 1, measureMs: measureMs / 2 }),
        )
      }
    }
    process.stderr.write(`round ${round}: ${busy.lastLine()}\n`)
  }
  await measureMany(load, targets[1] as Target, hub, busy)
  report(busy, calm)
}

/** One call for each of many instances by chance, against the bare proxy in turn. */
async function measureMany(
  load: Child,
  bare: Target,
  hub: HubTarget,
  busy: Measurements,
): Promise<void> {
  const job = { connections: manyConnections, warmMs, measureMs: manyMeasureMs }
  const bareJob = {
    ...job,
    port: bare.port,
    path: paths.many,
    headers: bare.headers,
  }
  const hubJob = {
    ...job,
    port: hub.port,
    path: hub.prefix + paths.many,
    headers: { accept: 'application/json' },
    authorizations: await createInstances(hub, instanceCount),
  }
  // Every instance was opened and used before it counts; by chance one in dozens would be left out.
  for (let called = 0; called < 2 * instanceCount;) {
    const turn = { ...hubJob, firstAuthorization: called, warmMs: 0, measureMs: warmUpMs }
    called += (await load.ask<Result>(turn)).calls
  }
  for (let round = 1; round <= manyRounds; round += 1) {
    busy.add('bare', 'many', await measure(load, bare, bareJob))
    busy.add('hub', 'many', await measure(load, hub, hubJob))
    process.stderr.write(`round ${round} of ${instanceCount} instances: ${busy.lastLine()}\n`)
  }
}

/** Runs a job, and tells what a call of it cost the server and its database. */
async function measure(load: Child, target: Target, job: object): Promise<Measured> {
  const { pid, database } = target
  const spent = (): [number, number] => [
    cpuMicroseconds(pid),
    database === undefined ? 0 : cpuMicroseconds(database, true),
  ]
  const [server, base] = spent()
  const result = await load.ask<Result>(job)
  const [serverAfter, baseAfter] = spent()
  return {
    ...result,
    serverMicroseconds: (serverAfter - server) / result.calls,
    databaseMicroseconds: (baseAfter - base) / result.calls,
  }
}

function report(busy: Measurements, calm: Measurements): void {
  const figures: Record<string, number> = {}
  for (const shape of ['small', 'list'] as const) {
    for (const name of ['direct', 'bare', 'hub']) {
      figures[`${name}.${shape}.perSecond`] = Math.round(busy.median(name, shape, 'perSecond'))
      figures[`${name}.${shape}.p50Ms`] = round(calm.median(name, shape, 'p50Ms'))
      figures[`${name}.${shape}.p99Ms`] = round(calm.median(name, shape, 'p99Ms'))
    }
    figures[`added.${shape}.p50Ms`] = round(
      calm.median('hub', shape, 'p50Ms') - calm.median('direct', shape, 'p50Ms'),
    )
  }
  for (const [name, shape] of costs) {
    for (const who of ['server', 'database'] as const) {
      const cost = busy.median(name, shape, `${who}Microseconds`)
      figures[`${name}.${shape}.${who}Microseconds`] = round(cost)
    }
  }
  const ratios = {
    small: round(busy.ratio('hub', 'bare', 'small')),
    list: round(busy.ratio('hub', 'bare', 'list')),
    many: round(busy.ratio('hub', 'bare', 'many')),
  }
  for (const name of ['bare', 'hub']) {
    figures[`${name}.many.perSecond`] = Math.round(busy.median(name, 'many', 'perSecond'))
    figures[`${name}.many.p50Ms`] = round(busy.median(name, 'many', 'p50Ms'))
    figures[`${name}.many.p99Ms`] = round(busy.median(name, 'many', 'p99Ms'))
  }
  process.stdout.write(`${JSON.stringify({ bench: 'hub', ratios, figures })}\n`)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

async function start(args: string[]): Promise<Running> {
  const child = new Child(args)
  children.push(child)
  const { port } = await child.ready<{ event: string; port: number }>()
  return { port, pid: child.pid }
}

async function startHubwright(vendorPort: number): Promise<HubTarget> {
  const vendorUrl = `http://127.0.0.1:${vendorPort}`
  const connectors = join(folder, 'connectors')
  mkdirSync(connectors)
  writeConnector(connectors, vendorUrl)
  const userSecret = Buffer.alloc(32, 7).toString('base64')
  const organizationSecret = '7'.repeat(32)
  const extra = (process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter((arg) => arg !== '')
  const child = new Child([...extra, join(here, '../src/main.ts'), 'serve'], {
    ...process.env,
    DATABASE_URL: '',
    HUBWRIGHT_PORT: '0',
    HUBWRIGHT_SANDBOX: 'off',
    HUBWRIGHT_LOG_LEVEL: 'warn',
    HUBWRIGHT_DATA_DIR: join(folder, 'data'),
    HUBWRIGHT_CONNECTORS_DIR: connectors,
    HUBWRIGHT_EGRESS_ALLOW: `127.0.0.1/32:${vendorPort}`,
    HUBWRIGHT_USER_SECRET: userSecret,
    HUBWRIGHT_ORGANIZATION_SECRET: organizationSecret,
  })
  children.push(child)
  const { url } = await child.ready<{ event: string; url: string }>()
  const secrets = `User ${userSecret}, Organization ${organizationSecret}`
  const api = `${url}/elements/api-v2`
  const target = {
    name: 'hub' as const,
    port: Number(new URL(url).port),
    pid: child.pid,
    database: pidIn(join(folder, 'data/postgres/postmaster.pid')),
    prefix: '/elements/api-v2/hubs/ecommerce',
    api,
    userSecret,
    secrets,
  }
  const [authorization = ''] = await createInstances(target, 1)
  return { ...target, headers: { authorization, accept: 'application/json' } }
}
