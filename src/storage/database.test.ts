import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import { testDatabase } from '../../test/support/database.ts'
import { isUniqueViolation } from './database-errors.ts'
import { openDatabase, refusalOfServer } from './database.ts'

const database = await testDatabase()

describe('openDatabase', () => {
  test('counts every statement that is sent, also those of transactions', async () => {
    const before = database.countStatements()
    await database.transaction(async (trx) => {
      await sql`select 1`.execute(trx)
    })
    expect(database.countStatements() - before).toBe(3)
  })

  test('reads bigint as a number and refuses one that a number cannot hold', async () => {
    const read = async (value: string) => {
      const { rows } = await sql<{ n: unknown }>`select ${value}::bigint as n`.execute(database.db)
      return rows[0]?.n
    }
    await expect(read('9007199254740991')).resolves.toBe(9007199254740991)
    await expect(read('9007199254740993')).rejects.toThrow('does not fit')
  })

  test('reads timestamptz as Date, bytea as Buffer and arrays of bigint as numbers', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select timestamptz '2026-01-02 03:04:05+02' as at, '\\x0102'::bytea as bytes,
        array[1, 2]::bigint[] as numbers`.execute(database.db)
    expect(rows[0]).toEqual({
      at: new Date('2026-01-02T01:04:05Z'),
      bytes: Buffer.from([1, 2]),
      numbers: [1, 2],
    })
  })

  test('rolls a transaction back whole when its work throws', async () => {
    const work = database.transaction(async (trx) => {
      await trx
        .insertInto('organizations')
        .values({ name: 'gone', secret_hash: Buffer.from('a'), secret_sealed: Buffer.from('b') })
        .execute()
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    const rows = await database.db.selectFrom('organizations').selectAll().execute()
    expect(rows).toEqual([])
  })

  test('runs a transaction again after a deadlock until both are through', async () => {
    await sql`create table pairs (id int primary key, n int not null)`.execute(database.db)
    await sql`insert into pairs values (1, 0), (2, 0)`.execute(database.db)
    let together = 0
    let meet: () => void = () => undefined
    const bothHoldOne = new Promise<void>((resolve) => (meet = resolve))
    let runs = 0
    const crossing = (first: number, second: number) =>
      database.transaction(async (trx) => {
        runs += 1
        await sql`set local deadlock_timeout = '20ms'`.execute(trx)
        await sql`update pairs set n = n + 1 where id = ${first}`.execute(trx)
        together += 1
        if (together === 2) meet()
        await bothHoldOne
        await sql`update pairs set n = n + 1 where id = ${second}`.execute(trx)
      })
    await Promise.all([crossing(1, 2), crossing(2, 1)])
    const { rows } = await sql<{ n: number }>`select n from pairs`.execute(database.db)
    expect(rows).toEqual([{ n: 2 }, { n: 2 }])
    expect(runs).toBe(3)
  })

  test('goes on after the server has ended its connections', async () => {
    await sql`select 1`.execute(database.db)
    const other = await openDatabase(database.connection, { log: silentLog, max: 1 })
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db)
    await other.close()
    const read = () => sql<{ n: number }>`select 1 as n`.execute(database.db)
    const { rows } = await database.repeatOnConnectionLoss(read)
    expect(rows).toEqual([{ n: 1 }])
  })

  test('tells a violated unique key from other errors', async () => {
    const twice = sql`insert into pairs values (7, 1), (7, 2)`.execute(database.db)
    const error: unknown = await twice.catch((thrown: unknown) => thrown)
    expect(isUniqueViolation(error, 'pairs_pkey')).toBe(true)
    expect(isUniqueViolation(error, 'other_key')).toBe(false)
  })

  test('says in one sentence that the server cannot be reached', async () => {
    const nowhere = { ...database.connection, host: '/nonexistent' }
    await expect(openDatabase(nowhere, { log: silentLog })).rejects.toThrow(
      /^The database cannot be reached: .*Check DATABASE_URL/,
    )
  })
})

describe('refusalOfServer', () => {
  test('asks for PostgreSQL 15 and takes newer ones', () => {
    expect(refusalOfServer(140_012)).toContain('PostgreSQL 14')
    expect(refusalOfServer(150_000)).toBeUndefined()
    expect(refusalOfServer(180_004)).toBeUndefined()
  })
})
