/** A warm call asks the vendor and nobody else: no statement goes to the database. */
import { expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByToken,
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
} from './ecwid-client.ts'

// Workers look into the database by themselves, whatever is called.
const running = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const control = storeControl(running)
const store = await newStore(control, 3401, { products: 3 })
const instance = await connectByToken(platformClient(running), store)
const hub = hubClient(running, String(instance['token']))
const { database, usage } = running.app.rooms

it('runs no SQL for warm calls: list, record, write and pass-through', async () => {
  const [first] = rows(await hub('GET', '/products'))
  const path = `/products/${String(first?.['id'])}`
  for (let turn = 1; turn <= 5; turn += 1) {
    // Records of the calls before are written now, so that none are during the next four.
    await usage.flush()
    const before = database.countStatements()
    rows(await hub('GET', '/products'))
    record(await hub('GET', path))
    record(await hub('PATCH', path, { body: { price: turn } }))
    record(await hub('GET', '/proxy/profile'))
    expect(database.countStatements() - before).toBe(0)
  }
  expect(await callsSeen(control, '/api/v3/3401/products')).toBeGreaterThanOrEqual(16)
  // And the records are not lost for that.
  await usage.flush()
  expect(usage.counts()).toMatchObject({ written: 21, dropped: 0, waiting: 0 })
})
