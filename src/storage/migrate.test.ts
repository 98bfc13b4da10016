import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import { testDatabase } from '../../test/support/database.ts'
import { migrate, readMigrations, refusalOfHistory } from './migrate.ts'

const directory = mkdtempSync(join(tmpdir(), 'hubwright-migrations-'))
afterAll(() => rmSync(directory, { recursive: true }))

const database = await testDatabase()
const run = () => migrate(database.connection, { log: silentLog, directory })
const write = (name: string, text: string) => writeFileSync(join(directory, name), text)

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' order by 1`.execute(database.db)
  return rows.map((row) => row.name)
}

describe('migrate', () => {
  beforeEach(async () => {
    rmSync(directory, { recursive: true })
    mkdirSync(directory)
    await sql`drop schema public cascade`.execute(database.db)
    await sql`create schema public`.execute(database.db)
  })

  test('applies what is missing, in order, and nothing the second time', async () => {
    write('0001_first.sql', 'create table first (id int);')
    await expect(run()).resolves.toEqual(['0001_first.sql'])
    write('0002_second.sql', 'insert into first values (1); create table second (id int);')
    await expect(run()).resolves.toEqual(['0002_second.sql'])
    await expect(run()).resolves.toEqual([])
    await expect(tables()).resolves.toEqual(['first', 'schema_migrations', 'second'])
  })

  test('applies each file once when many nodes start at the same moment', async () => {
    write('0001_first.sql', 'create table first (id int); select pg_sleep(0.05);')
    const applied = await Promise.all(Array.from({ length: 6 }, run))
    expect(applied.flat()).toEqual(['0001_first.sql'])
  })

  test('leaves nothing of a file that fails, keeps those before it, and names it', async () => {
    write('0001_first.sql', 'create table first (id int);')
    write('0002_broken.sql', 'create table half (id int); select no_such_function();')
    await expect(run()).rejects.toThrow(/^Migration 0002_broken\.sql failed: .*no_such_function/)
    await expect(tables()).resolves.toEqual(['first', 'schema_migrations'])
  })

  test('refuses a database that is newer than the program, and changes nothing', async () => {
    write('0001_first.sql', 'create table first (id int);')
    write('0002_second.sql', 'create table second (id int);')
    await run()
    rmSync(join(directory, '0002_second.sql'))
    await expect(run()).rejects.toThrow(
      'The database is newer than this program: it has migration 0002_second.sql',
    )
  })

  test('refuses a file that was changed after it was applied, but not other line ends', async () => {
    write('0001_first.sql', 'create table first (id int);\n-- end\n')
    await run()
    write('0001_first.sql', 'create table first (id int);\r\n-- end\r\n')
    await expect(run()).resolves.toEqual([])
    write('0001_first.sql', 'create table first (id bigint);\n-- end\n')
    await expect(run()).rejects.toThrow('Migration 0001_first.sql is not the text')
  })
})

describe('refusalOfHistory', () => {
  test('refuses a file that comes in before one that is applied already', () => {
    const file = (number: number) => ({ number, name: `000${number}_x.sql`, checksum: `${number}` })
    expect(refusalOfHistory([file(1), file(3)], [file(1), file(2), file(3)])).toContain(
      'Migration 0002_x.sql is missing',
    )
    expect(refusalOfHistory([file(1), file(2)], [file(1), file(2), file(3)])).toBeUndefined()
  })
})

describe('readMigrations', () => {
  test('refuses two files of one number and names of another form', async () => {
    rmSync(directory, { recursive: true })
    mkdirSync(directory)
    write('0001_a.sql', '')
    write('0001_b.sql', '')
    await expect(readMigrations(directory)).rejects.toThrow('Two migrations')
    rmSync(join(directory, '0001_b.sql'))
    write('2_b.sql', '')
    await expect(readMigrations(directory)).rejects.toThrow('2_b.sql is not named')
  })
})
