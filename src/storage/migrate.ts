/**
 * Brings a database to the shape this program expects: numbered plain SQL files, forward only, each in a
 * transaction of its own together with the row that records it. Many nodes may start at once: an advisory
 * lock lets one work while the others wait and then find nothing left to do.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { advisoryLocks } from './advisory-locks.ts'
import { clientConfig, type DatabaseConnection } from './connection.ts'

const ownMigrations = join(import.meta.dirname, 'migrations')

export interface Migration {
  number: number
  /** The file's name, `0001_foundation.sql`. */
  name: string
  sql: string
  /** SHA-256 of the text in hex, line ends normalized so that a checkout on Windows matches. */
  checksum: string
}

export interface MigrateOptions {
  log: Log
  /** Folder of the SQL files; the program's own by default. */
  directory?: string
}

interface AppliedMigration {
  number: number
  name: string
  checksum: string
}

/** Applies what is missing and returns the names of the files that were applied. */
export async function migrate(
  connection: DatabaseConnection,
  options: MigrateOptions,
): Promise<string[]> {
  const migrations = await readMigrations(options.directory ?? ownMigrations)
  const client = new Client(clientConfig(connection))
  client.on('error', (error) => {
    options.log.warn({ err: error }, 'the connection was lost while migrating')
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migrate])
    return await applyMissing(client, migrations, options.log)
  } finally {
    // Ends the session and with it the lock.
    await client.end()
  }
}

async function applyMissing(
  client: Client,
  migrations: readonly Migration[],
  log: Log,
): Promise<string[]> {
  await client.query(`create table if not exists schema_migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, checksum from schema_migrations order by number',
  )
  const refusal = refusalOfHistory(rows, migrations)
  if (refusal !== undefined) throw new Error(refusal)
  const applied = new Set(rows.map((row) => row.number))
  const missing = migrations.filter((migration) => !applied.has(migration.number))
  for (const migration of missing) {
    await apply(client, migration)
    log.info({ migration: migration.name }, 'migrated the database')
  }
  return missing.map((migration) => migration.name)
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query(
      'insert into schema_migrations (number, name, checksum) values ($1, $2, $3)',
      [migration.number, migration.name, migration.checksum],
    )
    await client.query('commit')
  } catch (error) {
    throw new Error(`Migration ${migration.name} failed: ${toError(error).message}`, {
      cause: error,
    })
  }
}

/** Why this program must not touch a database with this history, or undefined when it may. Pure. */
export function refusalOfHistory(
  applied: readonly AppliedMigration[],
  known: readonly Pick<Migration, 'number' | 'name' | 'checksum'>[],
): string | undefined {
  const knownByNumber = new Map(known.map((migration) => [migration.number, migration]))
  const newest = known.at(-1)?.number ?? 0
  for (const row of applied) {
    const migration = knownByNumber.get(row.number)
    if (migration === undefined) {
      return `The database is newer than this program: it has migration ${row.name}, this program knows migrations up to ${newest}. Start the newer version of Hubwright again, or restore a backup of before the upgrade`
    }
    if (migration.checksum !== row.checksum) {
      return `Migration ${migration.name} is not the text that was applied to this database as ${row.name}. Restore the original file, or use a new database`
    }
  }
  const newestApplied = applied.at(-1)?.number ?? 0
  const late = known.find(
    (migration) =>
      migration.number < newestApplied && !applied.some((row) => row.number === migration.number),
  )
  if (late !== undefined) {
    return `Migration ${late.name} is missing in a database that already has later ones. Migrations only go forward: give it the next free number`
  }
  return undefined
}

/** Reads a folder of `NNNN_name.sql`, in order. Throws when two files share a number or a name is not of that form. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map((name) => readMigration(directory, name)))
  const twice = migrations.find(
    (migration, index) => migrations[index - 1]?.number === migration.number,
  )
  if (twice !== undefined) throw new Error(`Two migrations have the number of ${twice.name}`)
  return migrations
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
  if (number === undefined) throw new Error(`Migration ${name} is not named like 0001_name.sql`)
  const sql = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { number: Number(number), name, sql, checksum }
}
