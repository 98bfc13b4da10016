/**
 * The worker that delivers: finds subscriptions with something due, leases them, and lets a lane send to each. Woken by
 * who adds deliveries, on any node; looks by itself every second for what became due by time.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../../core/log.ts'
import { createPeriodic } from '../../core/periodic.ts'
import { createWorkLoop } from '../../jobs/work-loop.ts'
import type { Database } from '../../storage/database.ts'
import type { Notices } from '../../storage/notices.ts'
import type { Vault } from '../../vault/seal.ts'
import { deliveriesChannel } from '../notification.ts'
import { keepForPull } from './job-store.ts'
import { dueLanes, lease, renew } from './lane-store.ts'
import { Lane, type LaneParts } from './lane.ts'
import { createResultWriter } from './result-writer.ts'
import { createSlots } from './slots.ts'

export interface DeliveryWorkerParts {
  readonly database: Database
  readonly notices: Notices
  readonly vault: Vault
  readonly transports: LaneParts['transports']
  /** A number in [0, 1). */
  readonly random: () => number
  readonly log: Log
}

export interface DeliveryCounts {
  readonly delivered: number
  readonly retry: number
  readonly queued: number
}

export interface DeliveryWorker {
  start(): Promise<void>
  /** Tries by what they came to, since the start. */
  counts(): DeliveryCounts
  /** Takes nothing more, lets requests under way end for a while, gives its leases back. */
  close(): Promise<void>
}

const beatMs = 1000
const renewEveryMs = 4000
const mostLanes = 256
/** However many subscriptions one organization has, others find room. */
const mostLanesOfOrganization = mostLanes / 2
const lingerMs = 2000
/** Requests under way get so long when the program stops. */
const farewellMs = 4000
const stepOfSweep = 1000

export function createDeliveryWorker(parts: DeliveryWorkerParts): DeliveryWorker {
  const { database, notices, log } = parts
  const lanes = new Map<number, Lane>()
  const named = new Set<number>()
  const counts = { delivered: 0, retry: 0, queued: 0 }
  const results = createResultWriter({ database, log })
  const slots = createSlots()
  let lastLook = Number.NEGATIVE_INFINITY
  let isCrowded = false
  let isClosing = false
  const laneParts: LaneParts = {
    ...parts,
    slots,
    results,
    lingerMs,
    isCrowded: () => isCrowded,
    onTry: ({ status }) => void (counts[status] += 1),
  }

  /** One look: leases what was named and, once a second, what is found. */
  async function work(): Promise<boolean> {
    const now = performance.now()
    const looks = now - lastLook >= beatMs * 0.9
    const room = mostLanes - lanes.size
    // Those without room now are found by a look, in their turn.
    const told = [...named]
    named.clear()
    let isMore = false
    const due = looks ? await dueLanes(database.db, mostLanes) : undefined
    if (due !== undefined) {
      lastLook = now
    }
    const ready = due?.ready ?? []
    const free = [...new Set([...ready, ...told])].filter((id) => !lanes.has(id))
    const leases = await lease(database.db, free, {
      lanes: room,
      ofOrganization: mostLanesOfOrganization,
      open: [...lanes.values()].map((lane) => lane.lease.organizationId),
    })
    for (const leased of leases) open(new Lane(leased, laneParts))
    if (due !== undefined) isCrowded = isFull() && ready.some((id) => !lanes.has(id))
    for (const one of due?.disabled ?? []) {
      if ((await keepForPull(database.db, one, stepOfSweep)) === stepOfSweep) isMore = true
    }
    if (isMore) lastLook = Number.NEGATIVE_INFINITY
    return isMore
  }

  function isFull(): boolean {
    const counts = new Map<number, number>()
    for (const { lease: held } of lanes.values())
      counts.set(held.organizationId, (counts.get(held.organizationId) ?? 0) + 1)
    return lanes.size >= mostLanes || Math.max(0, ...counts.values()) >= mostLanesOfOrganization
  }

  function open(lane: Lane): void {
    const { id } = lane.lease
    lanes.set(id, lane)
    if (isClosing) lane.end()
    void lane.ended.then(() => {
      lanes.delete(id)
      if (lane.isPoked) named.add(id)
      if (isCrowded) lastLook = Number.NEGATIVE_INFINITY
      if (lane.isPoked || isCrowded) loop.wake()
    })
  }

  /** The payload names subscriptions; an empty one means that there are too many to name. */
  function told(payload: string): void {
    if (payload === '') return lookAtAll()
    for (const text of payload.split(',')) {
      const id = Number(text)
      const lane = lanes.get(id)
      if (lane === undefined) named.add(id)
      else lane.poke()
    }
    if (named.size > 0) loop.wake()
  }

  function lookAtAll(): void {
    lastLook = Number.NEGATIVE_INFINITY
    for (const lane of lanes.values()) lane.poke()
    loop.wake()
  }

  async function renewAll(): Promise<void> {
    const open = [...lanes.values()]
    const asked = performance.now()
    const held = await renew(
      database.db,
      open.map((lane) => lane.lease),
    )
    for (const lane of open) {
      if (held.has(lane.lease.id)) lane.renewed(asked)
      // One that ended meanwhile gave its lease back itself.
      else if (lanes.get(lane.lease.id) === lane) lane.lost()
    }
  }

  const loop = createWorkLoop({ work, failure: 'deliveries stand still', log, beatMs })
  const renewal = createPeriodic({
    everyMs: renewEveryMs,
    work: renewAll,
    failure: 'leases of subscriptions could not be renewed',
    log,
  })

  return {
    async start() {
      await notices.subscribe(deliveriesChannel, told)
      notices.onReconnect(lookAtAll)
      loop.start()
      renewal.start()
    },
    counts: () => ({ ...counts }),
    async close() {
      isClosing = true
      await loop.close()
      const open = [...lanes.values()]
      for (const lane of open) lane.end()
      const all = Promise.all(open.map(({ ended }) => ended))
      const done = new AbortController()
      const late = delay(farewellMs, undefined, { signal: done.signal }).catch(() => undefined)
      await Promise.race([all, late])
      done.abort()
      for (const lane of open) lane.giveUp()
      await results.close()
      await all
      await renewal.close()
    },
  }
}
