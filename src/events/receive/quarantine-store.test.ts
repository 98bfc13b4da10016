import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import {
  dueQuarantined,
  judgeAgain,
  judgeAllAgain,
  keepQuarantined,
  keepWaiting,
  releaseQuarantined,
  removeOldQuarantined,
} from './quarantine-store.ts'

const database = await testDatabase()
const { pool } = database
const bounds = { rows: 5, rowsOfAccount: 3, bytes: 1000, hours: 24 }
const keep = (account: string, eventId: string, bytes = 10) =>
  database.transaction((trx) =>
    keepQuarantined(
      trx,
      {
        connectorKey: 'shop',
        account,
        eventId,
        contentType: 'text/plain',
        headers: { 'x-sign': 'a' },
        raw: Buffer.alloc(bytes, 1),
      },
      bounds,
    ),
  )
const kept = async () =>
  (
    await pool.query<{ id: string }>(
      'select vendor_event_id as id from quarantined_webhooks order by quarantined_webhooks.id',
    )
  ).rows.map(({ id }) => id)
const due = () => dueQuarantined(database.db, 10)
const hurry = () =>
  pool.query('update quarantined_webhooks set due_at = now() where due_at > now()')

beforeEach(() => pool.query('truncate quarantined_webhooks'))

describe('the quarantine', () => {
  it('keeps each event once, and no more of an account than its share', async () => {
    expect(await keep('1', 'a')).toBe(true)
    expect(await keep('1', 'a')).toBe(true)
    expect(await keep('1', 'b')).toBe(true)
    expect(await keep('1', 'c')).toBe(true)
    expect(await keep('1', 'd')).toBe(false)
    expect(await keep('1', 'c')).toBe(true)
    expect(await keep('2', 'd')).toBe(true)
    expect(await kept()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lets the oldest go when there are too many, or too large ones', async () => {
    for (const [index, id] of ['a', 'b', 'c', 'd', 'e', 'f'].entries())
      await keep(String(index), id)
    expect(await kept()).toEqual(['b', 'c', 'd', 'e', 'f'])
    await keep('9', 'large', 970)
    expect(await kept()).toEqual(['d', 'e', 'f', 'large'])
  })

  it('holds the bounds however many come at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => keep('1', `e${n}`)))
    expect(await kept()).toHaveLength(3)
  })

  it('forgets after its hours', async () => {
    await keep('1', 'a')
    await pool.query(`update quarantined_webhooks set received_at = now() - interval '25 hours'`)
    await keep('1', 'b')
    await removeOldQuarantined(database.db, bounds.hours)
    expect(await kept()).toEqual(['b'])
  })

  it('judges what is new once more, and what is old when its account changes', async () => {
    await keep('1', 'a')
    await keep('2', 'b')
    expect(await due()).toEqual([])
    await hurry()
    const first = await due()
    expect(first).toMatchObject([
      { connectorKey: 'shop', account: '1', eventId: 'a', headers: { 'x-sign': 'a' } },
      { account: '2' },
    ])
    await keepWaiting(database.db, first)
    expect(await due()).toEqual([])
    await database.transaction((trx) => judgeAgain(trx, 'shop', '2'))
    expect((await due()).map(({ eventId }) => eventId)).toEqual(['b'])
    await judgeAllAgain(database.db)
    expect(await due()).toHaveLength(2)
  })
  it('judges once more what became due while it was judged', async () => {
    await keep('1', 'a')
    await keep('2', 'b')
    await keep('3', 'c')
    await hurry()
    let judging = await due()
    await database.transaction((trx) => judgeAgain(trx, 'shop', '2'))
    await keepWaiting(database.db, judging)
    expect((await due()).map(({ eventId }) => eventId)).toEqual(['b'])
    judging = await due()
    await judgeAllAgain(database.db)
    await keepWaiting(database.db, judging)
    expect(await due()).toHaveLength(3)
  })

  it('gives each out to one of those who judged it', async () => {
    await keep('1', 'a')
    await hurry()
    const ids = (await due()).map(({ id }) => id)
    const release = () => database.transaction((trx) => releaseQuarantined(trx, ids))
    const taken = await Promise.all([release(), release()])
    expect(taken.map(({ size }) => size).toSorted((a, b) => a - b)).toEqual([0, 1])
    expect(await kept()).toEqual([])
  })
})
