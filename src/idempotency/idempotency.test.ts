import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { openVault } from '../vault/vault.ts'
import { createIdempotencyMaintenance } from './idempotency-maintenance.ts'
import { createIdempotency, type HeldKey, type KeyedRequest, type KeyScope } from './idempotency.ts'
import { mostKeptBytes, type KeptAnswer } from './kept-answer.ts'

const database = await testDatabase()
const vault = openVault({ masterKeys: [Buffer.alloc(32, 1)], lookupKey: Buffer.alloc(32, 2) })
const room = createIdempotency({ database, vault })

const [organizationId, otherOrganizationId] = (await Promise.all(
  ['one', 'other'].map(async (name) => {
    const { id } = await database.db
      .insertInto('organizations')
      .values({ name, secret_hash: Buffer.from(name), secret_sealed: Buffer.alloc(0) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }),
)) as [number, number]

const scope: KeyScope = { organizationId, userId: 1, instanceId: 7, key: 'order-42' }
const request: KeyedRequest = {
  requestId: 'a'.repeat(24),
  method: 'POST',
  url: '/orders?x=1',
  body: Buffer.from('{"total":1}'),
}
const answer: KeptAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"token":"very-secret-token"}'),
}
const again = { ...request, requestId: 'b'.repeat(24) }

async function hold(of = scope, what = request): Promise<HeldKey> {
  const claim = await room.claim(of, what)
  if (claim.kind !== 'held') throw new Error(`The key is ${claim.kind}`)
  return claim.held
}
const turnClock = (column: 'leased_until' | 'expires_at') =>
  database.pool.query(`update idempotency_keys set ${column} = now()`)
const rowCount = async () =>
  Number((await database.pool.query('select from idempotency_keys')).rowCount)

beforeEach(async () => {
  await database.db.deleteFrom('idempotency_keys').execute()
})

describe('a key', () => {
  it('is claimed by one of many at once', async () => {
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_one, index) =>
        room.claim(scope, { ...request, requestId: String(index).padStart(24, '0') }),
      ),
    )
    const kinds = claims.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'held')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'in_progress')).toHaveLength(11)
  })

  it('answers a repeat with the same bytes', async () => {
    await room.finish(await hold(), answer, false)
    expect(await room.claim(scope, again)).toEqual({ kind: 'kept', answer })
  })

  it.each<[string, Partial<KeyedRequest>]>([
    ['method', { method: 'PUT' }],
    ['address', { url: '/orders?x=2' }],
    ['body', { body: Buffer.from('{"total": 1}') }],
    ['body, which is missing', { body: undefined }],
  ])('is refused to a request with another %s, running or done', async (_what, other) => {
    const held = await hold()
    const reused = { kind: 'reused', requestId: request.requestId }
    expect(await room.claim(scope, { ...again, ...other })).toEqual(reused)
    await room.finish(held, answer, false)
    expect(await room.claim(scope, { ...again, ...other })).toEqual(reused)
  })

  it.each<[string, Partial<KeyScope>]>([
    ['organization', { organizationId: otherOrganizationId }],
    ['user', { userId: 2 }],
    ['instance', { instanceId: 8 }],
    ['instance, which is none', { instanceId: undefined }],
    ['key', { key: 'order-43' }],
  ])('says nothing about the same of another %s', async (_what, other) => {
    await room.finish(await hold(), answer, false)
    const claim = await room.claim({ ...scope, ...other }, { ...again, body: undefined })
    expect(claim.kind).toBe('held')
  })

  it('comes free when nothing was done', async () => {
    await room.finish(await hold(), { ...answer, status: 429 }, false)
    expect(await rowCount()).toBe(0)
    expect((await room.claim(scope, again)).kind).toBe('held')
  })

  it('stays taken when something may have been done', async () => {
    await room.finish(await hold(), { ...answer, status: 502 }, true)
    const unknown = { kind: 'unknown', requestId: request.requestId }
    expect(await room.claim(scope, again)).toEqual(unknown)
    expect(await room.claim(scope, again)).toEqual(unknown)
  })

  it('remembers that an answer was too large', async () => {
    const largest = { ...answer, body: Buffer.alloc(mostKeptBytes, 120) }
    await room.finish(await hold(), largest, false)
    expect(await room.claim(scope, again)).toEqual({ kind: 'kept', answer: largest })
    const larger = { ...answer, body: Buffer.alloc(mostKeptBytes + 1, 120) }
    await room.finish(await hold({ ...scope, key: 'large' }), larger, false)
    expect(await room.claim({ ...scope, key: 'large' }, again)).toEqual({
      kind: 'not_kept',
      requestId: request.requestId,
      status: 200,
    })
  })
})

describe('a request whose server died', () => {
  it('has an unknown outcome once its lease is over, and is not done again', async () => {
    await hold()
    expect((await room.claim(scope, again)).kind).toBe('in_progress')
    await turnClock('leased_until')
    for (let repeats = 0; repeats < 2; repeats += 1) {
      expect(await room.claim(scope, again)).toEqual({
        kind: 'unknown',
        requestId: request.requestId,
      })
    }
  })

  it('is answered after all when it was only slow', async () => {
    const held = await hold()
    await turnClock('leased_until')
    await room.finish(held, answer, false)
    expect((await room.claim(scope, again)).kind).toBe('kept')
  })
})

describe('after a day', () => {
  it('lasts a day by the clock of the database', async () => {
    await hold()
    const { rows } = await database.pool.query<{ lease: string; kept: string }>(
      `select extract(epoch from leased_until - now())::int as lease,
              extract(epoch from expires_at - now())::int as kept from idempotency_keys`,
    )
    expect(Number(rows[0]?.lease)).toBeGreaterThan(110)
    expect(Number(rows[0]?.lease)).toBeLessThanOrEqual(120)
    expect(Number(rows[0]?.kept)).toBeGreaterThan(86_390)
    expect(Number(rows[0]?.kept)).toBeLessThanOrEqual(86_400)
  })

  it('a key is free for another request, and whoever had it changes nothing any more', async () => {
    const late = await hold()
    await room.finish(late, answer, false)
    await turnClock('expires_at')
    await hold(scope, { ...again, body: undefined })
    await room.finish(late, answer, false)
    await room.finish(late, { ...answer, status: 503 }, false)
    const claim = await room.claim(scope, { ...again, body: undefined })
    expect(claim).toEqual({ kind: 'in_progress', requestId: again.requestId })
  })

  it('rows are removed in steps, and only those', async () => {
    for (let index = 0; index < 5; index += 1) await hold({ ...scope, key: `old-${index}` })
    await turnClock('expires_at')
    await hold()
    const maintenance = createIdempotencyMaintenance({ database, log: silentLog, step: 2 })
    expect(await maintenance.run()).toBe(5)
    expect(await rowCount()).toBe(1)
    expect(await maintenance.run()).toBe(0)
    await maintenance.close()
  })
})

it('leaves no clear text in the table, and opens no answer in the place of another', async () => {
  await room.finish(await hold(), answer, false)
  await room.finish(await hold({ ...scope, key: 'second' }), { ...answer, status: 201 }, false)
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'select * from idempotency_keys',
  )
  const text = rows
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n')
  const inBase64 = answer.body.toString('base64').slice(0, 16)
  for (const clear of ['very-secret-token', 'order-42', '/orders', 'total', inBase64]) {
    expect(text).not.toContain(clear)
  }
  await database.pool.query(
    `update idempotency_keys set answer_sealed =
       (select answer_sealed from idempotency_keys where status = 201) where status = 200`,
  )
  await expect(room.claim(scope, again)).rejects.toThrow(/idempotency_keys.answer_sealed/)
})
