/** Instances that had events switched on before there were sources, subscriptions and addresses for them. */
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { makeEventDays } from '../support/event-days.ts'
import { startPlatform } from '../support/start-platform.ts'

const old = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const { database, instances } = old.app.rooms
const { db } = database
const { organizationId } = old.first

const on = {
  'event.notification.enabled': 'true',
  'event.vendor.type': 'webhook',
  'event.notification.callback.url': `${old.sandboxUrl}/receiver/upgrade`,
}

/** As the version before left it: nothing but values. */
async function anOldInstance(values: Record<string, string>): Promise<number> {
  const { id } = await connectDemoInstance(old, old.first)
  for (const [key, value] of Object.entries(values))
    await sql`insert into instance_configuration (organization_id, instance_id, key, value)
      values (${organizationId}, ${id}, ${key}, ${value})
      on conflict (instance_id, key) do update set value = excluded.value`.execute(db)
  return id
}

async function madeFor(id: number) {
  const count = async (table: 'event_sources' | 'subscriptions' | 'webhook_addresses') => {
    const rows = await db
      .selectFrom(table)
      .select('instance_id')
      .where('instance_id', '=', id)
      .execute()
    return rows.length
  }
  return {
    sources: await count('event_sources'),
    subscriptions: await count('subscriptions'),
    addresses: await count('webhook_addresses'),
  }
}

await makeEventDays(database)
const wanted = [await anOldInstance(on), await anOldInstance(on)]
const without = await anOldInstance({})
const unreadable = await anOldInstance({ ...on, 'event.notification.callback.headers': 'no JSON' })
wanted.push(await anOldInstance(on))
const settle = vi.spyOn(instances, 'settle')
await Promise.all([startPlatform({ beside: old }), startPlatform({ beside: old })])

it('have them after a start, whatever stands in the way of one; others are left alone', async () => {
  for (const id of wanted)
    await vi.waitFor(
      async () => expect(await madeFor(id)).toEqual({ sources: 5, subscriptions: 1, addresses: 1 }),
      20_000,
    )
  const none = { sources: 0, subscriptions: 0, addresses: 0 }
  expect(await madeFor(without)).toEqual(none)
  expect(await madeFor(unreadable)).toEqual(none)
  // A node that only serves requests does no such work.
  expect(settle).not.toHaveBeenCalled()
})
