import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, inject } from 'vitest'
import { silentLog } from '../../src/core/log.ts'
import type { ConnectionSettings } from '../../src/storage/connection.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'

export interface TestDatabase extends Database {
  /** How to open further connections to the same database. */
  connection: ConnectionSettings
}

export interface TestDatabaseOptions {
  /** Most connections of the pool. */
  max?: number
}

/**
 * A migrated, empty database of the caller's own, on a real server; it is closed and dropped after the file
 * (or the `describe`) in which this is called:
 *
 *     const database = await testDatabase()
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { connection, drop } = await cloneDatabase()
  const database = await openDatabase(connection, { log: silentLog, max: options.max ?? 5 })
  afterAll(async () => {
    await database.close()
    await drop()
  })
  return { ...database, connection }
}

/** The same without a pool, for tests that start programs on it; the caller drops it. */
export async function cloneDatabase(): Promise<{
  connection: ConnectionSettings
  drop: () => Promise<void>
}> {
  const template = inject('templateDatabase')
  const name = `test_${randomBytes(8).toString('hex')}`
  await asOwner(template, `create database ${name} template ${template.database}`)
  return {
    connection: { ...template, database: name },
    drop: () => asOwner(template, `drop database if exists ${name} with (force)`),
  }
}

async function asOwner(template: ConnectionSettings, statement: string): Promise<void> {
  const client = new Client({ ...template, database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
