/**
 * One private PostgreSQL for the whole run, with a migrated template that test files clone. Its durability is
 * off, which only this server may be: nothing of it outlives the run.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { ensureConsole } from '../../scripts/console.mjs'
import { silentLog } from '../../src/core/log.ts'
import { migrate } from '../../src/storage/migrate.ts'
import type { ConnectionSettings } from '../../src/storage/connection.ts'
import { startPrivatePostgres } from '../../src/storage/private-postgres.ts'
import { readPostmasterFile } from '../../src/storage/postmaster-file.ts'
import { isAlive } from '../../src/storage/processes.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run, as its owner; `database` is the migrated template. */
    templateDatabase: ConnectionSettings
  }
}

const folderPrefix = 'hubwright-test-'
const template = 'template_migrated'
const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
  autovacuum: 'off',
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftovers()
  await ensureConsole()
  // The run's process id is in the name, so that a later run knows whose folder it is.
  const dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  const server = await startPrivatePostgres({ dataDir, log: silentLog, settings: fast })
  const owner = new Client({ ...server.connection })
  await owner.connect()
  await owner.query(`create database ${template}`)
  await owner.end()
  const templateDatabase = { ...server.connection, database: template }
  await migrate(templateDatabase, { log: silentLog })
  project.provide('templateDatabase', templateDatabase)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A run that was killed leaves its server and folder behind. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const runner = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1]
    if (runner === undefined || isAlive(Number(runner))) continue
    const folder = join(tmpdir(), name)
    const server = readPostmasterFile(join(folder, 'postgres'))
    if (server !== undefined && isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
}
