import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { crashWrites, startWriter } from '../../test/support/crash-writes.ts'
import type { Log } from '../core/log.ts'
import { silentLog } from '../core/log.ts'
import { openDatabase } from './database.ts'
import { canBeEntered, socketFolderFor } from './postgres-place.ts'
import type { PostgresUser } from './postgres-user.ts'
import { startPrivatePostgres, type PrivatePostgres } from './private-postgres.ts'
import { isAlive, processesWorkingIn, waitForEnd } from './processes.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
const parent = mkdtempSync(join(tmpdir(), 'hubwright-private-'))
beforeAll(() => chmodSync(parent, 0o755))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** A folder of that name, as `openDataDir` would have made it. */
function dataDir(name: string): string {
  const path = join(parent, name)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}

const start = (name: string, more: Partial<Parameters<typeof startPrivatePostgres>[0]> = {}) =>
  startPrivatePostgres({ dataDir: dataDir(name), log: silentLog, ...more })

async function ask(server: PrivatePostgres, statement: string): Promise<unknown> {
  const database = await openDatabase(server.connection, { log: silentLog, max: 1 })
  try {
    const { rows } = await sql.raw<{ answer: unknown }>(statement).execute(database.db)
    return rows[0]?.answer
  } finally {
    await database.close()
  }
}

describe('startPrivatePostgres', () => {
  test('makes a database that is durable, closed to others and stops without a trace', async () => {
    const server = await start('fresh')
    const setting = (name: string) => ask(server, `select current_setting('${name}') as answer`)
    await expect(setting('fsync')).resolves.toBe('on')
    await expect(setting('synchronous_commit')).resolves.toBe('on')
    await expect(setting('full_page_writes')).resolves.toBe('on')
    await expect(setting('data_checksums')).resolves.toBe('on')
    await expect(setting('listen_addresses')).resolves.toBe('')
    const path = dataDir('fresh')
    expect(statSync(join(path, 'socket')).mode & 0o777).toBe(0o700)
    expect(statSync(join(path, 'postgres')).mode & 0o777).toBe(0o700)
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(processesWorkingIn(join(path, 'postgres'), 'postgres') ?? []).toEqual([])
    expect(existsSync(join(path, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(readFileSync(join(path, 'postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    )
  })

  test('starts again under a program that runs, with the same connection, when it dies', async () => {
    const server = await start('fresh')
    const database = await openDatabase(server.connection, { log: silentLog })
    await sql`create table kept as select 7 as n`.execute(database.db)
    const first = server.pid
    process.kill(first, 'SIGKILL')
    await vi.waitFor(() => expect(server.pid).not.toBe(first), { timeout: 15_000, interval: 20 })
    const read = () => sql<{ n: number }>`select n from kept`.execute(database.db)
    const { rows } = await database.repeatOnConnectionLoss(read)
    expect(rows).toEqual([{ n: 7 }])
    await database.close()
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
  })

  test('is stopped also while it is being started again', async () => {
    const server = await start('fresh')
    const first = server.pid
    process.kill(first, 'SIGKILL')
    await waitForEnd(first, 5000)
    await server.stop()
    const cluster = join(dataDir('fresh'), 'postgres')
    expect(processesWorkingIn(cluster, 'postgres') ?? []).toEqual([])
  })

  test('gives up with an error that names the log when it keeps dying', async () => {
    const server = await start('fresh')
    const failed = new Promise<Error>((resolve) => server.onFailure(resolve))
    // The server reads it at each start and refuses to go on.
    const version = join(dataDir('fresh'), 'postgres', 'PG_VERSION')
    renameSync(version, `${version}.away`)
    process.kill(server.pid, 'SIGKILL')
    await expect(failed).resolves.toMatchObject({
      message: expect.stringMatching(
        /died and 8 starts did not help: see .*postgres\.log/,
      ) as string,
    })
    await server.stop()
    renameSync(`${version}.away`, version)
  }, 60_000)

  test('refuses a cluster of another major version and says which', async () => {
    const path = join(dataDir('old'), 'postgres')
    mkdirSync(path)
    writeFileSync(join(path, 'PG_VERSION'), '14\n')
    await expect(start('old')).rejects.toThrow(/was made by PostgreSQL 14, this program brings 18/)
  })

  test('goes on where a first start was cut off', async () => {
    const path = dataDir('cut')
    mkdirSync(join(path, 'postgres.new-1', 'base'), { recursive: true })
    const server = await start('cut')
    await server.stop()
    expect(existsSync(join(path, 'postgres.new-1'))).toBe(false)
  })

  test('is refused to a second program that does not see the lock file, and lives on', async () => {
    const server = await start('shared')
    await expect(start('shared')).rejects.toThrow(`another Hubwright (process ${process.pid})`)
    await expect(ask(server, 'select 1 as answer')).resolves.toBe(1)
    await server.stop()
  })

  test('works in a folder whose path is too long for a socket', async () => {
    const name = `long/${'x'.repeat(120)}`
    const server = await start(name)
    expect(server.connection.host.length).toBeLessThan(100)
    await expect(ask(server, 'select 1 as answer')).resolves.toBe(1)
    await server.stop()
    rmSync(server.connection.host, { recursive: true, force: true })
  })
})

describe('a server left behind by a killed program', () => {
  test('is adopted by the next start with every row that was acknowledged, and stopped by it', async () => {
    const path = dataDir('left')
    const writer = await startWriter(path, 'left')
    await vi.waitFor(() => expect(writer.acknowledged.length).toBeGreaterThan(20))
    writer.process.kill('SIGKILL')
    await writer.ended
    expect(isAlive(writer.postgresPid)).toBe(true)
    const told: string[] = []
    const log: Log = { ...silentLog, info: (_fields, message) => told.push(message) }
    const server = await start('left', { log })
    expect(server.adopted).toBe(true)
    expect(server.pid).toBe(writer.postgresPid)
    expect(told).toContain('adopted the private database that was still running')
    const rows = await ask(server, 'select count(*) as answer from written')
    expect(rows).toBeGreaterThanOrEqual(writer.acknowledged.length)
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
  })

  test('loses nothing in five kills of program and database', async () => {
    const moments = [0.1, 0.3, 0.9, 0.6, 0.5, 0.1, 0.8, 0.2, 0.9]
    let index = 0
    const result = await crashWrites({
      dataDir: dataDir('crash'),
      kills: 5,
      random: () => moments[index++ % moments.length] ?? 0,
    })
    expect(result).toMatchObject({ kills: 5, lost: 0 })
    expect(result.acknowledged).toBeGreaterThan(50)
  }, 60_000)
})

describe('the user it runs as', () => {
  /** What root does where user namespaces are refused; an ordinary user has no choice. */
  const dropped: PostgresUser = isRoot ? { kind: 'drop', ...nobody } : { kind: 'self' }
  const owner = isRoot ? nobody.uid : process.getuid?.()

  test('is an unprivileged one for root without namespaces, also at the second start', async () => {
    for (const round of [1, 2]) {
      const openRoot = join(parent, 'open')
      const server = await start('dropped', {
        openRoot,
        ...(round === 1 ? { runAs: dropped } : {}),
      })
      expect(statSync(join(dataDir('dropped'), 'postgres')).uid).toBe(owner)
      await expect(ask(server, 'select 1 as answer')).resolves.toBe(1)
      await server.stop()
    }
  })

  test('gets its files below an open folder when the data folder is closed to it', async () => {
    const openRoot = join(parent, 'open')
    mkdirSync(join(parent, 'closed'), { mode: 0o700 })
    const server = await start('closed/data', { runAs: dropped, openRoot })
    await expect(ask(server, 'select 1 as answer')).resolves.toBe(1)
    await server.stop()
    const cluster = join(dataDir('closed/data'), 'postgres')
    expect(statSync(cluster).uid).toBe(owner)
    expect(existsSync(openRoot)).toBe(isRoot)
  })

  test('is the ordinary user who started the program', async () => {
    const path = dataDir('ordinary')
    // A clone that only root can enter cannot be run by anybody else.
    const runAs = isRoot && canBeEntered(import.meta.dirname) ? nobody : undefined
    if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid)
    const writer = await startWriter(path, 'ordinary', runAs)
    await vi.waitFor(() => expect(writer.acknowledged.length).toBeGreaterThan(0))
    expect(statSync(join(path, 'postgres')).uid).toBe(runAs?.uid ?? process.getuid?.())
    writer.process.kill('SIGTERM')
    await writer.ended
    expect(isAlive(writer.postgresPid)).toBe(false)
  })
})

describe('socketFolderFor', () => {
  test('is beside the cluster unless the path is too long, and then depends on the folder', () => {
    expect(socketFolderFor('/srv/data', '/tmp')).toBe('/srv/data/socket')
    const long = `/srv/${'ü'.repeat(50)}`
    expect(socketFolderFor(long, '/tmp')).toMatch(/^\/tmp\/hubwright-[0-9a-f]{12}$/)
    expect(socketFolderFor(`${long}2`, '/tmp')).not.toBe(socketFolderFor(long, '/tmp'))
  })
})
