/** Receivers that behave as badly as they can, all at once, beside a good one that must not notice. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { openCallback, openLine, takes, type Callback, type Line } from './callbacks.ts'
import { drillServer, endDatabase, joinDatabase, until, type DrillServer } from './drill-server.ts'
import { openShop } from './shop.ts'

export interface BadReceiversOptions {
  /** To the good receiver, before and beside the bad ones. */
  readonly deliveries: number
  readonly perSecond: number
  /** How often each is measured; the middle one counts. */
  readonly rounds: number
  /** Messages that wait for each receiver that holds requests up. */
  readonly crowd: number
  /** What the bad ones may make of the good one's p99, as a factor; only where the machine is quiet. */
  readonly mostSlowdown?: number
  /** How long the slow one takes for each. */
  readonly slowMs: number
  /** Waits until the time limit of those that are never answered, too. */
  readonly untilTimeout: boolean
}

export interface BadReceiversReport {
  /** Promises that were broken, a sentence each. */
  readonly broken: readonly string[]
  /** From telling to arrival at the good receiver, milliseconds. */
  readonly before: Percentiles
  readonly beside: Percentiles
  /** p99 beside the bad ones by p99 before. */
  readonly slowdown: number
  /** Requests of the bad receivers that hung when the last of the good one had arrived. */
  readonly hanging: number
}

const timeoutMs = 60_000
const retryAfterS = 300

export async function badReceivers(options: BadReceiversOptions): Promise<BadReceiversReport> {
  const shop = await openShop()
  const dataDir = join(shop.folder, 'data')
  mkdirSync(dataDir)
  const server = await drillServer({ dataDir, env: shop.env })
  const callbacks: Callback[] = []
  let database: Client | undefined
  try {
    await server.start()
    database = await joinDatabase(dataDir)
    return await run(options, await openStage(server, database, callbacks, options.slowMs))
  } finally {
    // What hangs is let go first.
    for (const callback of callbacks) await callback.close()
    await database?.end()
    await server.stop()
    await endDatabase(dataDir)
    await shop.close()
  }
}

type Name = 'good' | 'operations' | keyof typeof behaviours
type Stage = Readonly<Record<Name, { readonly line: Line; readonly callback: Callback }>>

const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, 'x')
const behaviours = {
  down: (response) => void response.socket?.destroy(),
  slow: takes,
  busy: (response) => void response.writeHead(429, { 'retry-after': String(retryAfterS) }).end(),
  gone: (response) => void response.writeHead(410).end(),
  moved: (response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
  talkative: (response) => void response.writeHead(200).end(tenMegabytes),
  never: () => undefined,
} satisfies Record<string, Parameters<typeof openCallback>[0]>

async function openStage(
  server: DrillServer,
  database: Client,
  callbacks: Callback[],
  slowMs: number,
): Promise<Stage> {
  const open = async (topic: string, behaviour?: Parameters<typeof openCallback>[0]) => {
    const callback = await openCallback(behaviour)
    callbacks.push(callback)
    return { callback, line: await openLine(server, database, topic, callback.url) }
  }
  const entries: [string, Stage[Name]][] = []
  for (const topic of ['good', 'operations']) entries.push([topic, await open(topic)])
  for (const [topic, behaviour] of Object.entries(behaviours))
    entries.push([topic, await open(topic, behaviour)])
  const stage = Object.fromEntries(entries) as Stage
  stage.slow.callback.behave((response) => void setTimeout(() => takes(response), slowMs))
  // Nobody listens there at all.
  await stage.down.callback.close()
  return stage
}

async function run(options: BadReceiversOptions, stage: Stage): Promise<BadReceiversReport> {
  const crowd = async ({ line }: { line: Line }) => {
    const messages = Array.from({ length: options.crowd }, (_, index) => String(index))
    return Promise.all(messages.map((message) => line.tell(message)))
  }
  const before = await measure(stage.good, 'before', options)
  const told = {
    down: await crowd(stage.down),
    slow: await crowd(stage.slow),
    busy: await stage.busy.line.tell('1'),
    gone: await stage.gone.line.tell('1'),
    moved: await stage.moved.line.tell('1'),
    talkative: await stage.talkative.line.tell('1'),
    never: await crowd(stage.never),
  }
  await until(() => stage.never.callback.open > 0, {
    timeoutMs,
    waitingFor: () => 'the one that never answers was not asked',
  })
  const beside = await measure(stage.good, 'beside', options)
  const hanging = stage.never.callback.open
  const slowdown = Math.round((beside.p99 / before.p99) * 100) / 100
  const complaints = [
    ...isTaken(stage.good.callback, 2 * options.rounds * options.deliveries),
    ...(slowdown <= (options.mostSlowdown ?? Number.POSITIVE_INFINITY)
      ? []
      : [`good: its p99 is ${slowdown} times what it was before`]),
    ...(hanging > 0 ? [] : ['never: the good deliveries waited for the one that never answers']),
    ...(await busy(stage.busy, told.busy)),
    ...(await gone(stage, told.gone)),
    ...(await moved(stage.moved, told.moved)),
    ...(await talkative(stage.talkative, told.talkative)),
    ...(await slow(stage.slow, told.slow)),
    ...(await down(stage, told.down)),
    ...(options.untilTimeout ? await never(stage.never, told.never[0] ?? 0) : []),
  ]
  return {
    broken: complaints,
    before,
    beside,
    slowdown,
    hanging,
  }
}

interface Percentiles {
  readonly p50: number
  readonly p99: number
}

/** How long the good receiver waits for what it is told, at a pace that leaves nothing waiting; of the middle round. */
async function measure(
  good: Stage['good'],
  when: string,
  options: BadReceiversOptions,
): Promise<Percentiles> {
  const all: Percentiles[] = []
  for (let round = 1; round <= options.rounds; round += 1)
    all.push(await measureOnce(good, `${when} ${round}`, options))
  const middle = all.toSorted((left, right) => left.p99 - right.p99)[Math.floor(all.length / 2)]
  return middle ?? { p50: 0, p99: 0 }
}

async function measureOnce(
  { line, callback }: Stage['good'],
  prefix: string,
  { deliveries, perSecond }: BadReceiversOptions,
): Promise<Percentiles> {
  const sentAt = new Map<string, number>()
  const from = callback.arrivals.length
  const began = performance.now()
  const underWay: Promise<unknown>[] = []
  for (let count = 0; count < deliveries; count += 1) {
    const waitMs = began + (count * 1000) / perSecond - performance.now()
    if (waitMs > 0) await delay(waitMs)
    const message = `${prefix} ${count}`
    sentAt.set(message, performance.now())
    underWay.push(line.tell(message))
  }
  await Promise.all(underWay)
  await until(() => callback.arrivals.length - from >= deliveries, {
    timeoutMs,
    waitingFor: () => `${callback.arrivals.length - from} of ${deliveries} good ones arrived`,
  })
  const waits = callback.arrivals
    .slice(from)
    .map(({ message, at }) => at - (sentAt.get(message) ?? 0))
    .toSorted((left, right) => left - right)
  const at = (share: number) =>
    Math.round((waits[Math.floor((waits.length - 1) * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p99: at(0.99) }
}

function isTaken({ arrivals }: Callback, told: number): string[] {
  const distinct = new Set(arrivals.map(({ message }) => message)).size
  return distinct === told && arrivals.length === distinct
    ? []
    : [`good: ${arrivals.length} deliveries of ${distinct} messages instead of ${told}`]
}

/** A complaint unless it becomes so in time. */
async function becomes(what: string, isSo: () => Promise<boolean>): Promise<string[]> {
  try {
    await until(isSo, { timeoutMs, waitingFor: () => what })
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : what]
  }
}

async function busy({ line, callback }: Stage['busy'], id: number): Promise<string[]> {
  const complaints = await becomes('429: not put off', async () => {
    const { status, lastStatus } = await line.delivery(id)
    return status === 'retry' && lastStatus === 429
  })
  const { nextTryDate = '', updatedDate } = await line.delivery(id)
  const waitS = (Date.parse(nextTryDate) - Date.parse(updatedDate)) / 1000
  if (!(waitS > retryAfterS - 1)) complaints.push(`429: tried again after ${waitS} s already`)
  const later = await line.tell('2')
  const { restsUntil } = await line.subscription()
  if (restsUntil === undefined) complaints.push('429: is not left alone')
  callback.behave(takes)
  if (callback.arrivals.length !== 1) complaints.push('429: asked again before its time')
  await line.pass(`${retryAfterS + 60} seconds`)
  for (const one of [id, later])
    complaints.push(
      ...(await becomes('429: not delivered afterwards', () => isDelivered(line, one))),
    )
  return complaints
}

async function gone({ gone, operations }: Stage, id: number): Promise<string[]> {
  return [
    ...(await becomes('410: not disabled at once', async () => {
      const { active, inactiveReason } = await gone.line.subscription()
      return !active && inactiveReason === 'gone'
    })),
    ...(await becomes('410: not kept for pull', async () => {
      const { status, tries } = await gone.line.delivery(id)
      return status === 'queued' && tries === 1
    })),
    ...(await isToldOf(operations.callback, gone.line)),
  ]
}

async function moved({ line, callback }: Stage['moved'], id: number): Promise<string[]> {
  const complaints = await becomes('3xx: not a failure', async () => {
    const { status, lastFailure } = await line.delivery(id)
    return status === 'retry' && lastFailure === 'redirect'
  })
  return callback.paths.has('/elsewhere') ? [...complaints, '3xx: was followed'] : complaints
}

async function talkative({ line }: Stage['talkative'], id: number): Promise<string[]> {
  const complaints = await becomes('10 MB: not taken', () => isDelivered(line, id))
  const { length } = await line.answer(id)
  return length > 0 && length <= 16 * 1024 ? complaints : [...complaints, `10 MB: ${length} kept`]
}

async function slow({ line }: Stage['slow'], ids: readonly number[]): Promise<string[]> {
  const complaints: string[] = []
  for (const id of ids) {
    complaints.push(...(await becomes('slow: not delivered', () => isDelivered(line, id))))
    const { tries } = await line.delivery(id)
    if (tries !== 1) complaints.push(`slow: ${tries} tries`)
  }
  return complaints
}

/** The whole schedule passes, a rest at a time. */
async function down({ down, operations }: Stage, ids: readonly number[]): Promise<string[]> {
  const { line } = down
  const complaints = await becomes('down: not given up at the end of its schedule', async () => {
    await line.pass('30 hours')
    return !(await line.subscription()).active
  })
  const { inactiveReason } = await line.subscription()
  if (inactiveReason !== 'failures') complaints.push(`down: disabled because of ${inactiveReason}`)
  for (const id of ids)
    complaints.push(
      ...(await becomes('down: not kept for pull', async () => {
        const { status } = await line.delivery(id)
        return status === 'queued'
      })),
    )
  const tries = await Promise.all(ids.map(async (id) => (await line.delivery(id)).tries))
  if (Math.max(...tries) !== 11) complaints.push(`down: given up after ${Math.max(...tries)} tries`)
  return [...complaints, ...(await isToldOf(operations.callback, line))]
}

async function never({ line }: Stage['never'], id: number): Promise<string[]> {
  return becomes('never: not given up after its time', async () => {
    const { status, lastFailure } = await line.delivery(id)
    return status === 'retry' && lastFailure === 'timeout'
  })
}

async function isDelivered(line: Line, id: number): Promise<boolean> {
  return (await line.delivery(id)).status === 'delivered'
}

function isToldOf({ arrivals }: Callback, { topic, subscriptionId }: Line): Promise<string[]> {
  const isOf = (message: string) =>
    message.includes('callback.disabled') && message.includes(`"subscriptionId":${subscriptionId},`)
  return becomes(`${topic}: nobody was told that it was disabled`, async () =>
    arrivals.some(({ message }) => isOf(message)),
  )
}
