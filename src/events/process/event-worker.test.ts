import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connection, connector } from '../../../test/support/fake-vendor.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { PlatformError } from '../../core/errors.ts'
import { silentLog } from '../../core/log.ts'
import type { HubAnswer, HubRequest } from '../../hub/hub-request.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { makeComingDays } from '../../jobs/partitions-store.ts'
import { addEvents } from '../add-events-store.ts'
import type { NewEvent } from '../event.ts'
import { claimAlone, claimJobs, setApart } from './claim-store.ts'
import { postponeJobs } from './job-store.ts'
import { createEventWorker, type EventWorker } from './event-worker.ts'

const database = await testDatabase()
const { db } = database
const shop = connector([])
const log = { ...silentLog, error: vi.fn() }
const question = { size: 10, afterOrganization: 0, busy: new Map<number, number>() }

function instanceOf(id: number): OpenInstance {
  const events = { methods: ['webhook' as const], webhook: { address: 'app' as const } }
  const hooks = {
    event: () => [{ event_type: 'UPDATED', event_object_type: 'orders', event_object_id: '7' }],
  }
  const element = { ...shop.element, hubwright: { events } }
  return {
    ...connection({ ...shop, element, hooks }),
    configuration: { 'event.notification.enabled': 'true' },
    id,
    accountId: 2,
    name: 'North',
    tags: [],
    disabled: false,
    state: 'connected',
    stateReason: undefined,
    filterNulls: true,
    caching: undefined,
    vendorAccount: 'account of the shop',
    revision: 1,
    tracedUntil: 0,
  }
}

const event = (change: Partial<NewEvent> = {}): NewEvent => ({
  organizationId: 1,
  accountId: 2,
  instanceId: 3,
  connectorKey: 'shop',
  source: 'webhook',
  vendorEventId: String(Math.random()),
  occurredAt: new Date('2026-05-01T10:00:00Z'),
  contentType: 'application/json',
  headers: {},
  raw: Buffer.from('{"a":1}'),
  ...change,
})
const add = (...batch: NewEvent[]) => database.transaction((trx) => addEvents(trx, batch))
const statuses = async () => {
  const rows = await db.selectFrom('events').select(['instance_id', 'status', 'reason']).execute()
  return rows.map(({ instance_id, status }) => `${instance_id} ${status}`).toSorted()
}

let worker: EventWorker | undefined
async function work(
  connectionOf: (id: number) => Promise<OpenInstance>,
  call: (request: HubRequest) => Promise<HubAnswer> = () =>
    Promise.reject(new PlatformError('internal', 'Not asked here')),
) {
  worker = await createEventWorker({
    database,
    notices: { subscribe: () => Promise.resolve(() => undefined) },
    instances: { connectionOf },
    hub: { call },
    answers: { accountChanged: () => Promise.resolve() },
    vault: { seal: (text) => Buffer.from(text) },
    publicUrl: () => 'http://x',
    clock: { now: () => Date.now() },
    log,
  })
  worker.start()
}

beforeEach(async () => {
  for (const name of ['events', 'event_keys', 'notifications', 'deliveries'] as const)
    await makeComingDays(db, name, new Date())
  await sql`truncate events, event_keys, event_jobs, notifications, instances, organizations cascade`.execute(
    db,
  )
  log.error.mockClear()
})
afterEach(() => worker?.close())

/** Rows of jobs that this connection has read since somebody counted. */
async function rowsRead(trx: typeof db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (seq_tup_read + idx_tup_fetch)::int as count from pg_stat_xact_user_tables
    where relname = 'event_jobs'`.execute(trx)
  return rows[0]?.count ?? 0
}

describe('claiming', () => {
  it('takes as many of each organization as of the others', async () => {
    await add(...Array.from({ length: 50 }, () => event()))
    await add(event({ organizationId: 7 }), event({ organizationId: 9 }))
    const jobs = await claimJobs(db, question)
    const of = (id: number) => jobs.filter(({ organizationId }) => organizationId === id).length
    expect([of(1), of(7), of(9)]).toEqual([3, 1, 1])
    expect(await claimJobs(db, { ...question, afterOrganization: 1 })).toEqual([])
    expect(
      await claimJobs(db, {
        ...question,
        busy: new Map([
          [3, 1],
          [8, 7],
        ]),
      }),
    ).toMatchObject([])
    expect(await claimJobs(db, question)).toHaveLength(10)
  })

  it('gives no job to two at once', async () => {
    await add(...Array.from({ length: 40 }, () => event()))
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimJobs(db, question)))
    const ids = claims.flat().map(({ eventId }) => eventId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('goes past the jobs of a busy instance without reading them, to the others in equal shares', async () => {
    const busy = Array.from({ length: 5000 }, () => event())
    const others = Array.from({ length: 60 }, (_, index) => event({ instanceId: 4 + (index % 2) }))
    await add(...busy, ...others, event({ organizationId: 7, instanceId: 8 }))
    await sql`update event_jobs set due_at = now() - interval '1 hour' where instance_id = 3`.execute(
      db,
    )
    const claim = async (of: Map<number, number>) =>
      database.transaction(async (trx) => {
        const readBefore = await rowsRead(trx)
        const jobs = await claimJobs(trx, { ...question, busy: of })
        const read = (await rowsRead(trx)) - readBefore
        return { ids: jobs.map(({ instanceId }) => instanceId).toSorted((a, b) => a - b), read }
      })
    await sql`analyze event_jobs`.execute(db)
    const beside = await claim(new Map([[3, 1]]))
    expect(beside.ids).toEqual([4, 4, 5, 5, 8])
    expect(beside.read).toBeLessThan(500)
    // So it is with many of one that is not busy.
    const all = await claim(new Map())
    expect(new Set(all.ids)).toEqual(new Set([3]))
    expect(all.ids).toHaveLength(10)
    expect(all.read).toBeLessThan(500)
  })

  it('counts claims without an end, and failures, apart', async () => {
    await add(event())
    const [first] = await claimJobs(db, question)
    if (first === undefined) throw new Error('nothing was claimed')
    expect(first).toMatchObject({ tries: 1, failures: 0, fence: 1 })
    await postponeJobs(db, [{ job: first, waitMs: 0, isFree: false }])
    const [second] = await claimJobs(db, question)
    expect(second).toMatchObject({ tries: 1, failures: 1, fence: 2 })
    // It lost the job: what it does now is nothing.
    await postponeJobs(db, [{ job: first, waitMs: 0, isFree: true }])
    expect(await claimJobs(db, question)).toEqual([])
    await sql`update event_jobs set leased_until = now()`.execute(db)
    expect(await claimJobs(db, question)).toMatchObject([{ tries: 2, failures: 1, fence: 3 }])
  })
})

describe('a poisoned event', () => {
  const poisoned = async (id: number) => {
    if (id === 4) throw new TypeError('no such member')
    return instanceOf(id)
  }

  it('holds up nobody, and is given up after some tries', async () => {
    await owners(3, 4)
    await add(event({ instanceId: 4 }), ...Array.from({ length: 20 }, () => event()))
    await work(poisoned)
    await vi.waitFor(async () => {
      const told = await db.selectFrom('notifications').selectAll().execute()
      expect(told).toHaveLength(20)
      const [job] = await db.selectFrom('event_jobs').selectAll().execute()
      expect(job).toMatchObject({ failures: 1, leased_until: null })
    })
    expect(await statuses()).toContain('4 NEW')
    await sql`update event_jobs set failures = 6, due_at = now()`.execute(db)
    await worker?.close()
    await work(poisoned)
    await vi.waitFor(async () => expect(await statuses()).toContain('4 FAILED'))
    const [row] = await db.selectFrom('events').selectAll().where('instance_id', '=', 4).execute()
    expect(row?.reason).toBe('Its processing failed 7 times: TypeError')
    const { rows } = await sql<{ text: string }>`
      select convert_from(body, 'UTF8') as text from notifications where kind = 'operations'`.execute(
      db,
    )
    expect(rows.map(({ text }) => JSON.parse(text) as unknown)).toMatchObject([
      {
        topic: 'operations',
        message: {
          type: 'event.failed',
          instanceId: 4,
          eventId: row?.id,
          reason: 'Its processing failed 7 times: TypeError',
        },
      },
    ])
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ instanceId: 4, isGivenUp: true }),
      'an event failed',
    )
    expect(worker?.counts()).toMatchObject({ failed: 1 })
  })

  const die = () => sql`update event_jobs set leased_until = null, due_at = now()`.execute(db)

  it('that nodes die of is given up when some died while it was alone', async () => {
    await owners(3)
    await add(event())
    const jobs = await claimJobs(db, question)
    await setApart(db, jobs)
    expect(await claimJobs(db, question)).toEqual([])
    for (const tries of [1, 2, 3, 4, 5]) {
      expect(await claimAlone(db)).toMatchObject({ tries })
      const { rows } = await sql<{ rests: number }>`
        select round(extract(epoch from due_at - leased_until))::int + 15 as rests from event_jobs`.execute(
        db,
      )
      expect(rows).toEqual([{ rests: 5 * 3 ** (tries - 1) }])
      await sql`update event_jobs set leased_until = now()`.execute(db)
      if (tries === 5) expect(await claimAlone(db)).toBeUndefined()
      await die()
    }
    await work(async (id) => instanceOf(id))
    await vi.waitFor(async () => expect(await statuses()).toEqual(['3 FAILED']))
    const [row] = await db.selectFrom('events').select('reason').execute()
    expect(row?.reason).toBe('Its processing never came to an end')
  })

  it('goes back to the others when it was tried alone and lived, and not when it had no chance', async () => {
    await add(event())
    await setApart(db, await claimJobs(db, question))
    const job = await claimAlone(db)
    if (job === undefined) throw new Error('nothing was claimed')
    expect(job.tries).toBe(1)
    await postponeJobs(db, [{ job, waitMs: 0, isFree: true }])
    const again = await claimAlone(db)
    expect(again).toMatchObject({ eventId: job.eventId, tries: 1 })
    if (again === undefined) throw new Error('nothing was claimed')
    await postponeJobs(db, [{ job: again, waitMs: 0, isFree: false }])
    expect(await claimAlone(db)).toBeUndefined()
    expect(await claimJobs(db, question)).toMatchObject([{ eventId: job.eventId, tries: 1 }])
  })

  it('is alone in its node while it is tried; what nodes died with beside others is never given up', async () => {
    await owners(3, 4)
    await add(event({ raw: Buffer.from('{"id":"7"}') }), event({ instanceId: 4 }))
    await sql`update event_jobs set tries = 60 where instance_id = 4`.execute(db)
    let end = (): void => undefined
    const reading = new Promise<void>((resolve) => (end = resolve))
    let isReading = false
    const alone: boolean[] = []
    await work(
      async (id) => {
        if (id === 4) alone.push(!isReading)
        return id === 3 ? reads(instanceOf(id)) : instanceOf(id)
      },
      async () => {
        isReading = true
        await reading
        isReading = false
        throw new PlatformError('vendor_forbidden', 'Not readable, so told as it was said')
      },
    )
    await vi.waitFor(async () => {
      const jobs = await db.selectFrom('event_jobs').select(['instance_id', 'alone']).execute()
      expect(jobs).toContainEqual({ instance_id: 4, alone: 0 })
      expect(isReading).toBe(true)
    })
    expect(alone).toEqual([])
    end()
    await vi.waitFor(async () => expect(await statuses()).toEqual(['3 DISPATCHED', '4 DISPATCHED']))
    expect(alone).toEqual([true])
  })
})

it('a reading that fails is the failure of its event alone', async () => {
  await owners(3)
  await add(event({ raw: Buffer.from('{"id":"7"}') }), event({ raw: Buffer.from('{"id":"8"}') }))
  await work(
    async (id) => reads(instanceOf(id)),
    async ({ path }) => {
      if (path === '/orders/8') throw new TypeError('no such member')
      throw new PlatformError('vendor_forbidden', 'Not readable, so told as it was said')
    },
  )
  await vi.waitFor(async () => {
    expect(await statuses()).toEqual(['3 DISPATCHED', '3 NEW'])
    const [job] = await db.selectFrom('event_jobs').selectAll().execute()
    expect(job).toMatchObject({ failures: 1, leased_until: null })
  })
})

it('an event that notifications led to counts them on', async () => {
  await owners(3)
  await add(event({ headers: { 'hubwright-hops': '3' } }))
  await work(async (id) => instanceOf(id))
  await vi.waitFor(async () => expect(await statuses()).toEqual(['3 DISPATCHED']))
  expect(await db.selectFrom('notifications').select('hops').execute()).toEqual([{ hops: 4 }])
})

describe('an event of many changes', () => {
  const poll = (count: number, bytes: number) => {
    const change = { objectType: 'orders', objectId: '7', eventType: 'UPDATED' }
    const changes = Array.from({ length: count }, () => change)
    const raw = Buffer.from(JSON.stringify({ events: changes, more: 'x'.repeat(bytes) }))
    return event({ source: 'poll', raw })
  }
  const megabyte = 1024 * 1024

  it('whose bodies together are too large is given up before one is made', async () => {
    await owners(3)
    await add(poll(480, 1.4 * megabyte), poll(501, 0))
    await work(async (id) => instanceOf(id))
    await vi.waitFor(async () => expect(await statuses()).toEqual(['3 FAILED', '3 FAILED']))
    const rows = await db.selectFrom('events').select('reason').execute()
    expect(rows.map(({ reason }) => String(reason)).toSorted()).toEqual([
      'It tells 501 changes; one event may tell 500',
      expect.stringMatching(/^Its 480 changes need 48 notifications.*more than 64 MB$/),
    ])
    const kinds = await db.selectFrom('notifications').select('kind').execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(['operations', 'operations'])
  })
})

/** The same where the record that an event names is read before anybody is told. */
function reads(open: OpenInstance): OpenInstance {
  const { element } = open.connector
  const events = {
    methods: ['webhook' as const],
    objects: { orders: { read: '/orders/{id}' } },
  }
  const hooks = {
    event: ({ events: said }: { events: unknown }) => [
      {
        event_type: 'UPDATED',
        event_object_type: 'orders',
        event_object_id: (said as { id: string }).id,
      },
    ],
  }
  const changed = { ...open.connector, element: { ...element, hubwright: { events } }, hooks }
  return { ...open, connector: changed }
}

/** Instances with an owner. */
async function owners(...ids: number[]): Promise<void> {
  await database.transaction(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    for (const id of ids)
      await sql`insert into instances (id, organization_id, account_id, user_id, connector_id, connector_key, name,
          token_hash, token_sealed, authentication_type, external_authentication, tags)
        overriding system value
        values (${id}, 1, 2, 5, 1, 'shop', 'North', ${Buffer.from(String(id))}, ${Buffer.from('')}, 'oauth2', 'none', '{}')`.execute(
        trx,
      )
  })
}
