/** A simulated store, connected with polling on, and the hands to change it and to look at what was told of it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Caller } from '../../src/accounts/caller.ts'
import { silentLog } from '../../src/core/log.ts'
import { addEvents } from '../../src/events/add-events-store.ts'
import { createSources, type Sources } from '../../src/events/sources/sources.ts'
import type { Pace } from '../../src/events/sources/poll-desk.ts'
import type { Source } from '../../src/events/sources/source.ts'
import { makeComingDays } from '../../src/jobs/partitions-store.ts'
import type { Platform } from './start-platform.ts'

export interface StagedStore {
  readonly storeId: number
  readonly instanceId: number
  readonly token: string
}

/** Nothing is left for later: tests do not wait for what is young to grow old. */
export const eagerPace: Pace = { settleS: 0, gapS: 0, partRecords: 2000 }

/** Asks again until the answer fits. */
export async function eventually<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
): Promise<T> {
  for (const end = Date.now() + 20_000; ;) {
    const answer = await ask()
    if (fits(answer) || Date.now() > end) return answer
    await delay(20)
  }
}

let lastStore = 7000

export type SourceStage = Awaited<ReturnType<typeof createSourceStage>>

/** Sources of its own beside those of the platform, which must run no loop (`HUBWRIGHT_ROLE=api`). */
export async function createSourceStage(platform: Platform, pace: Pace = eagerPace) {
  const { rooms } = platform.app
  const { db } = rooms.database
  for (const name of ['events', 'event_keys', 'notifications', 'deliveries'] as const)
    await makeComingDays(db, name, new Date())
  const sources = await anotherNode(platform, pace)
  const { organizationId, accountId } = platform.first
  const caller = { organizationId, accountId, isOrganizationAdmin: true } as Caller

  async function ok(answering: ReturnType<Platform['request']>): Promise<Record<string, unknown>> {
    const { status, body } = await answering
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return (body ?? {}) as Record<string, unknown>
  }

  return {
    sources,
    /** A store of its own, connected by its token. */
    async newStore(
      configuration: Readonly<Record<string, unknown>> = {},
      seed: Readonly<Record<string, unknown>> = {},
    ): Promise<StagedStore> {
      const storeId = (lastStore += 1)
      const control = (path: string, body: unknown) =>
        ok(platform.sandbox('POST', `/_control/ecwid/stores${path}`, body))
      const few = { products: 2, orders: 2, customers: 2, categories: 2, coupons: 0, carts: 0 }
      await control('', { storeId, seed: storeId, ...few, ...seed })
      const { token } = await control(`/${storeId}/tokens`, {})
      const instance = await ok(
        platform.request('POST', '/instances', {
          body: {
            element: { key: 'ecwid' },
            name: `Store ${storeId}`,
            externalAuthentication: 'initial',
            configuration: {
              'ecwid.store.id': String(storeId),
              'oauth.user.token': token,
              'event.notification.enabled': 'true',
              'event.vendor.type': 'polling',
              ...configuration,
            },
          },
        }),
      )
      return { storeId, instanceId: Number(instance['id']), token: String(instance['token']) }
    },
    /** The same store, connected by the keys of its retired API. */
    async byKeys({ storeId }: StagedStore): Promise<StagedStore> {
      const instance = await ok(
        platform.request('POST', '/instances', {
          body: {
            element: { key: 'ecwid' },
            name: `Old store ${storeId}`,
            configuration: {
              'authentication.type': 'custom',
              'ecwid.store.id': String(storeId),
              'ecwid.order.key': `sandbox-order-key-${storeId}`,
              'ecwid.product.key': `sandbox-product-key-${storeId}`,
              'event.notification.enabled': 'true',
            },
          },
        }),
      )
      return { storeId, instanceId: Number(instance['id']), token: String(instance['token']) }
    },
    configure: ({ instanceId }: StagedStore, configuration: Readonly<Record<string, unknown>>) =>
      ok(platform.request('PATCH', `/instances/${instanceId}`, { body: { configuration } })),
    settings: ({ storeId }: StagedStore, body: Readonly<Record<string, unknown>>) =>
      ok(platform.sandbox('PUT', `/_control/ecwid/stores/${storeId}/settings`, body)),
    fault: (body: Readonly<Record<string, unknown>>) =>
      ok(platform.sandbox('POST', '/_control/ecwid/faults', body)),
    /** Changes the store through the hub; answers the record's id. */
    async call(
      store: StagedStore,
      method: string,
      path: string,
      body?: Readonly<Record<string, unknown>>,
    ): Promise<string> {
      const answer = await ok(
        platform.request(method, `/hubs/ecommerce${path}`, { body, token: store.token }),
      )
      return String(answer['id'])
    },
    list: ({ instanceId }: StagedStore): Promise<Source[]> =>
      sources.list(caller, { instanceId, limit: 100 }),
    /** Makes every source due and polls until none is. */
    async pollAll(store: StagedStore, node: Sources = sources): Promise<number> {
      await sql`update event_sources set next_due_at = now()
        where instance_id = ${store.instanceId} and kind <> 'webhook'`.execute(db)
      let polls = 0
      for (;;) {
        const count = await node.pollDue()
        polls += count
        if (count === 0) return polls
      }
    },
    /** `products 12 UPDATED`, in the order of the alphabet, as often as it is told. */
    async told({ instanceId }: StagedStore): Promise<string[]> {
      const rows = await db
        .selectFrom('events')
        .select('raw')
        .where('organization_id', '=', organizationId)
        .where('instance_id', '=', instanceId)
        .execute()
      return rows
        .flatMap(({ raw }) => (JSON.parse(raw.toString()) as PollBody).events)
        .map(({ objectType, objectId, eventType }) => `${objectType} ${objectId} ${eventType}`)
        .toSorted()
    },
    /** The source of the store's webhooks lives, as after the first of them; it is expected to tell something each hour. */
    async withWebhook({ instanceId }: StagedStore): Promise<void> {
      await sql`update event_sources set period_s = 3600, state = 'live', last_proof_at = now()
        where instance_id = ${instanceId} and kind = 'webhook'`.execute(db)
    },
    /** A webhook that arrived just now and was processed. */
    async webhookTold(
      { instanceId }: StagedStore,
      object: readonly [objectType: string, objectId: string, eventType: string],
    ): Promise<void> {
      const [objectType, objectId, eventType] = object
      const [stored] = await rooms.database.transaction((trx) =>
        addEvents(trx, [
          {
            organizationId,
            accountId,
            instanceId,
            connectorKey: 'ecwid',
            source: 'webhook',
            vendorEventId: randomUUID(),
            occurredAt: new Date(),
            contentType: 'application/json',
            headers: {},
            raw: Buffer.from('{"events":[]}'),
          },
        ]),
      )
      const told = JSON.stringify([{ objectType, objectId, eventType }])
      await sql`update events set status = 'DISPATCHED', normalized = ${told}::jsonb where id = ${stored?.id}`.execute(
        db,
      )
      await sql`delete from event_jobs where event_id = ${stored?.id}`.execute(db)
      await sql`update event_sources set last_proof_at = now(), last_event_at = now()
        where instance_id = ${instanceId} and kind = 'webhook'`.execute(db)
    },
    /** What waits is processed, as its own events say. */
    async process({ instanceId }: StagedStore): Promise<void> {
      const rows = await db
        .selectFrom('events')
        .select(['id', 'raw'])
        .where('instance_id', '=', instanceId)
        .where('status', '=', 'NEW')
        .execute()
      for (const { id, raw } of rows) {
        const { events } = JSON.parse(raw.toString()) as PollBody
        await sql`update events set status = 'DISPATCHED', normalized = ${JSON.stringify(events)}::jsonb where id = ${id}`.execute(
          db,
        )
      }
      await sql`delete from event_jobs where instance_id = ${instanceId}`.execute(db)
    },
    /** As if what was told had never been stored, but for the cursors. */
    async forget({ instanceId }: StagedStore): Promise<void> {
      await sql`delete from events where instance_id = ${instanceId}`.execute(db)
      await sql`delete from event_jobs where instance_id = ${instanceId}`.execute(db)
    },
    /** The vendor's clock has whole seconds. */
    async nextSecond(): Promise<void> {
      await delay(1000 - (Date.now() % 1000) + 5)
    },
    caller,
  }
}

interface PollBody {
  readonly events: readonly {
    readonly objectType: string
    readonly objectId: string
    readonly eventType: string
  }[]
}

/** The sources as another node of the platform has them. */
export async function anotherNode(platform: Platform, pace: Pace = eagerPace): Promise<Sources> {
  const { database, notices, hub, instances, answers } = platform.app.rooms
  return createSources({
    database,
    notices,
    hub,
    instances: { ...instances, onSettled: () => undefined, onReauthRequired: () => undefined },
    accountChanged: (instance) => answers.accountChanged(instance),
    random: () => 0.5,
    pace,
    log: silentLog,
  })
}
