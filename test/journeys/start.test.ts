import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { readPostmasterFile } from '../../src/storage/postmaster-file.ts'
import { isAlive, processesWorkingIn } from '../../src/storage/processes.ts'
import {
  serverEnvironment,
  startInVain,
  startServer,
  stopServer,
  throughShell,
  type StartedServer,
} from '../support/started-server.ts'

const parent = mkdtempSync(join(tmpdir(), 'hubwright-start-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const dataDir = join(parent, 'data')
const cluster = join(dataDir, 'postgres')
const env = (more?: Record<string, string>) => serverEnvironment(dataDir, more)

const started: StartedServer[] = []
async function start(...args: Parameters<typeof startServer>): Promise<StartedServer> {
  const server = await startServer(...args)
  started.push(server)
  return server
}

/** Only what a failed test left running. */
afterEach(() => {
  for (const { ready } of started.splice(0)) if (isAlive(ready.pid)) process.kill(ready.pid)
})

const statusOf = async (url: string) => (await fetch(url)).status

describe('npm start', () => {
  test('is ready with the id of the server itself, and ends in order on SIGTERM', async () => {
    const server = await start(env())
    const { pid, url, sandboxUrl } = server.ready
    expect(isAlive(pid)).toBe(true)
    await expect(statusOf(`${url}/readyz`)).resolves.toBe(200)
    expect(sandboxUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const first = readFileSync(join(dataDir, 'first-start.txt'), 'utf8')
    expect(first).toContain('curl')
    expect(statSync(join(dataDir, 'first-start.txt')).mode & 0o777).toBe(0o600)
    await expect(stopServer(server)).resolves.toBe(0)
    expect(isAlive(pid)).toBe(false)
    expect(processesWorkingIn(cluster, 'postgres') ?? []).toEqual([])
  })

  test('refuses a data folder that another one uses, names it, and harms nothing', async () => {
    const server = await start(env())
    const second = await startInVain(env())
    expect(second.code).toBe(1)
    expect(second.stdout).toBe('')
    expect(second.stderr.trim()).toBe(
      `The data folder ${dataDir} is in use by process ${server.ready.pid}: stop that one first, or set HUBWRIGHT_DATA_DIR to another folder`,
    )
    await expect(statusOf(`${server.ready.url}/readyz`)).resolves.toBe(200)
    await expect(stopServer(server)).resolves.toBe(0)
  })

  test('starts again after a kill -9, on the database that was left running', async () => {
    const killed = await start(env())
    process.kill(killed.ready.pid, 'SIGKILL')
    await vi.waitFor(() => expect(isAlive(killed.ready.pid)).toBe(false))
    expect(processesWorkingIn(cluster, 'postgres')?.length ?? 1).toBeGreaterThan(0)
    const next = await start(env())
    await expect(statusOf(`${next.ready.url}/readyz`)).resolves.toBe(200)
    await expect(stopServer(next)).resolves.toBe(0)
    expect(processesWorkingIn(cluster, 'postgres') ?? []).toEqual([])
  })

  test('answers again when its database was killed under it', async () => {
    const server = await start(env())
    const killed = readPostmasterFile(cluster)?.pid ?? 0
    process.kill(killed, 'SIGKILL')
    const isBack = async () => {
      const file = readPostmasterFile(cluster)
      expect(file).toMatchObject({ status: 'ready' })
      expect(file?.pid).not.toBe(killed)
      expect(await statusOf(`${server.ready.url}/readyz`)).toBe(200)
    }
    await vi.waitFor(isBack, { timeout: 20_000, interval: 50 })
    await expect(stopServer(server)).resolves.toBe(0)
  })

  test('ends in order when a shell between npm and it is killed without a word', async () => {
    const server = await start(env({ npm_lifecycle_event: 'start' }), throughShell)
    expect(server.process.pid).not.toBe(server.ready.pid)
    server.process.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(server.ready.pid)).toBe(false), { timeout: 15_000 })
    expect(processesWorkingIn(cluster, 'postgres') ?? []).toEqual([])
  })

  test('says every wrong setting at once and ends with 1', async () => {
    const refused = await startInVain(env({ HUBWRIGHT_PORT: 'many', HUBWRIGHT_ROLE: 'chief' }))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('HUBWRIGHT_PORT')
    expect(refused.stderr).toContain('HUBWRIGHT_ROLE')
    expect(refused.stderr).not.toContain('    at ')
  })

  test('says in one sentence that the database of DATABASE_URL cannot be reached', async () => {
    const refused = await startInVain(
      env({
        DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none',
        HUBWRIGHT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      }),
    )
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/^The database cannot be .*DATABASE_URL/)
    expect(refused.stderr).not.toContain('secret-word')
    expect(refused.stderr.trim().split('\n')).toHaveLength(1)
  })
})
