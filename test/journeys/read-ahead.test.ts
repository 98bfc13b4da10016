/** Instances in use are opened anew before their minute is over, many in one reading. */
import { expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  connectByToken,
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Send,
} from './ecwid-client.ts'

let passedMs = 0
const running = await startPlatform({
  // Statements are counted; a worker has some of its own.
  env: { HUBWRIGHT_ROLE: 'api' },
  clock: { now: () => Date.now() + passedMs },
})
const platform = platformClient(running)
const control = storeControl(running)
const { database, usage, instances } = running.app.rooms

/** Statements that `work` sends, those of usage records and of quotas aside. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  await usage.flush()
  const before = database.countStatements()
  await work()
  return database.countStatements() - before
}

const ids: number[] = []
const hubs: Send[] = []
for (let number = 0; number < 6; number += 1) {
  const store = await newStore(control, 3450 + number, { products: 1 })
  const instance = await connectByToken(platform, store)
  ids.push(Number(instance['id']))
  hubs.push(hubClient(running, String(instance['token'])))
}
const callAll = async (some: readonly Send[]) => {
  for (const hub of some) rows(await hub('GET', '/products'))
}

it('reads those that were called, all of them in a few statements, and no others', async () => {
  await callAll(hubs)
  // The first call opened them, the second used them; the last one stays unused.
  await callAll(hubs.slice(0, 5))
  await instances.readAhead.run()
  expect(await statements(() => instances.readAhead.run())).toBe(0)
  passedMs += 51_000
  // Whether they and what their account added to the connector are still the same.
  expect(await statements(() => instances.readAhead.run())).toBe(2)
  passedMs += 8_000
  // Known callers whose minute is not over either: no statement at all.
  expect(await statements(() => callAll(hubs.slice(0, 5)))).toBe(0)
  passedMs += 2_000
  expect(await statements(() => callAll(hubs.slice(5)))).toBeGreaterThan(0)
})

it('gives what was changed meanwhile', async () => {
  await callAll(hubs)
  passedMs += 51_000
  record(
    await platform('PATCH', `/instances/${String(ids[0])}`, {
      body: { configuration: { 'filter.response.nulls': 'false' } },
    }),
  )
  await instances.readAhead.run()
  const opened = await instances.connectionOf(ids[0] ?? 0)
  expect(opened.configuration['filter.response.nulls']).toBe('false')
})

it('finds a change that nobody told of', async () => {
  const { pool } = database
  const changes = [
    `update instance_configuration set value = 'true' where key = 'filter.response.nulls' and instance_id = $1`,
    `delete from instance_configuration where key = 'filter.response.nulls' and instance_id = $1`,
    `update instances set tags = '{changed}' where id = $1`,
    `insert into vendor_apps (organization_id, connector_key, client_id, client_secret_sealed)
     select organization_id, connector_key, 'another', 'x' from instances where id = $1`,
  ]
  const id = ids[0] ?? 0
  for (const change of changes) {
    await callAll(hubs.slice(0, 1))
    await callAll(hubs.slice(0, 1))
    const before = await instances.connectionOf(id)
    await pool.query(change, [id])
    passedMs += 51_000
    // Opening fails where the app's secret does not open; what was known is given up in any case.
    await instances.readAhead.run()
    expect(await instances.connectionOf(id).catch(() => 'failed')).not.toBe(before)
  }
  await pool.query('delete from vendor_apps')
})

it('leaves a deleted instance deleted', async () => {
  await callAll(hubs)
  await callAll(hubs)
  await database.pool.query('delete from instances where id = $1', [ids[1]])
  passedMs += 51_000
  await instances.readAhead.run()
  passedMs += 10_000
  const answer = await hubs[1]?.('GET', '/products')
  expect(answer?.status).toBe(401)
})
