/** The first minute as a newcomer has it, and the commands beside the server. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { request as send } from 'undici'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { processesWorkingIn } from '../../src/storage/processes.ts'
import { cloneDatabase } from '../support/database.ts'
import {
  serverEnvironment,
  startServer,
  stopServer,
  type StartedServer,
} from '../support/started-server.ts'

const run = promisify(execFile)
const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')
const parent = mkdtempSync(join(tmpdir(), 'hubwright-first-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))
const dataDir = join(parent, 'data')

const started: StartedServer[] = []
afterEach(async () => {
  for (const server of started.splice(0)) {
    const { exitCode, signalCode } = server.process
    if (exitCode === null && signalCode === null) await stopServer(server)
  }
})

async function start(
  more: Record<string, string> = {},
  folder = dataDir,
  command: 'start' | 'serve' = 'start',
): Promise<StartedServer> {
  const server = await startServer(serverEnvironment(folder, more), [
    process.execPath,
    main,
    command,
  ])
  started.push(server)
  return server
}

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end. */
async function command(
  args: readonly string[],
  more: Record<string, string> = {},
  folder = dataDir,
) {
  const options = { env: serverEnvironment(folder, more), timeout: 30_000 }
  return run(process.execPath, [main, ...args], options).then(
    ({ stdout, stderr }): Ended => ({ code: 0, stdout, stderr }),
    (error: Ended): Ended => error,
  )
}

/** What the printed curl does: its header, its address. */
function commandIn(paper: string): { authorization: string; url: string } {
  const [, authorization = '', url = ''] =
    /curl -H 'Authorization: ([^']+)' '([^']+)'/.exec(paper) ?? []
  return { authorization, url }
}

async function ask(url: string, authorization: string) {
  const answer = await send(url, { headers: { authorization } })
  return { status: answer.statusCode, body: await answer.body.json() }
}

/** Servers take any free port, so a printed address is asked at the port of today. */
function at(server: StartedServer, url: string): string {
  const { pathname, search } = new URL(url)
  return server.ready.url + pathname + search
}

function papersOf(server: StartedServer): { file: string; paper: string } {
  const file = (server.ready as { firstStart?: string }).firstStart ?? ''
  return { file, paper: readFileSync(file, 'utf8') }
}

/** A port that nobody has, for a moment at least. */
async function freePort(): Promise<number> {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const address = holder.address()
  await new Promise((resolve) => holder.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function readiness(port: number): Promise<number> {
  try {
    const { statusCode, body } = await send(`http://127.0.0.1:${port}/readyz`)
    await body.dump()
    return statusCode
  } catch {
    return 0
  }
}

describe('the first start', () => {
  it('writes its secrets before it says that it is ready', async () => {
    const folder = join(parent, 'awaited')
    const port = await freePort()
    const starting = start({ HUBWRIGHT_PORT: String(port) }, folder)
    const wait = { timeout: 50_000, interval: 2 }
    await expect.poll(() => readiness(port), wait).toBe(200)
    expect(existsSync(join(folder, 'first-start.txt'))).toBe(true)
    await starting
  })

  it('writes a command that answers with products, and its secrets nowhere else', async () => {
    const server = await start()
    const { file, paper } = papersOf(server)
    expect(file).toBe(join(dataDir, 'first-start.txt'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { authorization, url } = commandIn(paper)
    expect(url).toMatch(/\/hubs\/ecommerce\/products\?pageSize=3$/)
    const answer = await ask(url, authorization)
    expect(answer.status).toBe(200)
    expect(answer.body).toHaveLength(3)
    await expect.poll(() => server.said()).toContain('API docs')
    const secrets = paper.match(/[A-Za-z0-9+/]{43}=|[0-9a-f]{32}|Hw-\S+/g) ?? []
    expect(secrets.length).toBeGreaterThanOrEqual(4)
    for (const secret of secrets) expect(server.said()).not.toContain(secret)
  })

  it('is told once; the second finds the same secrets and the same store working', async () => {
    const { authorization, url } = commandIn(readFileSync(join(dataDir, 'first-start.txt'), 'utf8'))
    const server = await start()
    expect(server.ready).not.toHaveProperty('firstStart')
    const answer = await ask(at(server, url), authorization)
    expect(answer.status).toBe(200)
    expect(answer.body).toHaveLength(3)
  })

  it('takes what the operator chose', async () => {
    const chosen = {
      HUBWRIGHT_USER_SECRET: 'chosen-user-secret',
      HUBWRIGHT_ORGANIZATION_SECRET: 'chosen-organization',
      HUBWRIGHT_ADMIN_EMAIL: 'boss@example.com',
      HUBWRIGHT_ADMIN_PASSWORD: 'chosen-password',
      HUBWRIGHT_SANDBOX: 'off',
    }
    const server = await start(chosen, join(parent, 'chosen'))
    expect(server.ready).not.toHaveProperty('sandboxUrl')
    const { authorization, url } = commandIn(papersOf(server).paper)
    expect(authorization).toBe('User chosen-user-secret, Organization chosen-organization')
    expect((await ask(url, authorization)).status).toBe(200)
    const login = await send(`${server.ready.url}/elements/api-v2/authentication`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'boss@example.com', password: 'chosen-password' }),
    })
    expect(login.statusCode).toBe(200)
    await login.body.dump()
  })
})

describe('the sandbox beside the server', () => {
  /** Where its first app tells of changes. */
  const toldAddress = async (sandboxUrl: string) => {
    const { body } = await send(`${sandboxUrl}/_control/ecwid/apps`)
    const { apps } = (await body.json()) as { apps: { webhookUrl: string | null }[] }
    return apps[0]?.webhookUrl
  }

  it('is started again when it dies, at the same address, and tells us of changes as before', async () => {
    const { authorization, url } = commandIn(readFileSync(join(dataDir, 'first-start.txt'), 'utf8'))
    const server = await start()
    const sandboxUrl = server.ready.sandboxUrl ?? ''
    const address = `${server.ready.url}/elements/api-v2/events/ecwid`
    expect(await toldAddress(sandboxUrl)).toBe(address)
    const { stdout } = await run('ps', ['-eo', 'pid,ppid,args'])
    const child = stdout
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find(
        ([, ppid, ...args]) => ppid === String(server.ready.pid) && /sandbox/.test(args.join(' ')),
      )
    process.kill(Number(child?.[0]), 'SIGKILL')
    await expect
      .poll(
        () =>
          send(`${sandboxUrl}/`).then(
            async ({ statusCode, body }) => (await body.dump(), statusCode),
            () => 0,
          ),
        { timeout: 15_000 },
      )
      .toBe(200)
    await expect
      .poll(async () => (await ask(at(server, url), authorization)).status, { timeout: 15_000 })
      .toBe(200)
    await expect.poll(() => toldAddress(sandboxUrl), { timeout: 15_000 }).toBe(address)
  })

  it('ends with the server, also when that is killed', async () => {
    const server = await start({}, join(parent, 'killed'))
    const sandboxUrl = server.ready.sandboxUrl ?? ''
    process.kill(server.ready.pid, 'SIGKILL')
    await expect
      .poll(
        () =>
          send(`${sandboxUrl}/`).then(
            ({ body }) => body.dump().then(() => 'up'),
            () => 'down',
          ),
        { timeout: 15_000 },
      )
      .toBe('down')
    // The database of a killed server stays up for the next start, which ends it in order.
    const next = await start({}, join(parent, 'killed'))
    expect(await stopServer(next)).toBe(0)
    expect(processesWorkingIn(join(parent, 'killed', 'postgres'), 'postgres') ?? []).toEqual([])
  })
})

describe('what stops a start', () => {
  it('is told in one sentence: a port in use, for the server or the sandbox', async () => {
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
    const address = squatter.address()
    const port = String(typeof address === 'object' && address !== null ? address.port : 0)
    try {
      const folder = join(parent, 'port')
      const server = await command(['start'], { HUBWRIGHT_PORT: port }, folder)
      expect(server.code).toBe(1)
      expect(server.stderr).toMatch(new RegExp(`^Port ${port} is in use: .*HUBWRIGHT_PORT.*\n$`))
      const sandbox = await command(['start'], { HUBWRIGHT_SANDBOX_PORT: port }, folder)
      expect(sandbox.code).toBe(1)
      expect(sandbox.stderr).toMatch(new RegExp(`^Port ${port}, .*HUBWRIGHT_SANDBOX_PORT.*\n$`))
      expect(processesWorkingIn(join(folder, 'postgres'), 'postgres') ?? []).toEqual([])
      // Neither attempt used up the one time that the secrets are shown.
      const first = await start({}, folder)
      expect(papersOf(first).paper).toMatch(/User secret/)
    } finally {
      squatter.close()
    }
  })

  it('is told in one sentence: a master key that is not the database’s', async () => {
    const { connection, drop } = await cloneDatabase()
    const { host, port, user, database } = connection
    const DATABASE_URL = `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
    const key = () => ({ DATABASE_URL, HUBWRIGHT_MASTER_KEY: randomBytes(32).toString('base64') })
    const right = key()
    const folder = join(parent, 'server')
    try {
      const server = await start(right, folder, 'serve')
      expect(await stopServer(server)).toBe(0)
      const refused = await command(['serve'], key(), folder)
      expect(refused.code).toBe(1)
      expect(refused.stderr).toMatch(/^The database was written with another master key; .*\n$/)
      // A rotation: the new key first, the old one still known, everything rewritten; then the old one may go.
      const rotated = randomBytes(32).toString('base64')
      const both = { ...right, HUBWRIGHT_MASTER_KEY: `${rotated},${right.HUBWRIGHT_MASTER_KEY}` }
      const rotation = await command(['rotate-keys'], both, folder)
      expect(rotation.stdout).toMatch(/^\d+ secrets were put under the first key/)
      const after = await start({ ...right, HUBWRIGHT_MASTER_KEY: rotated }, folder, 'serve')
      expect(await stopServer(after)).toBe(0)
    } finally {
      await drop()
    }
  })
})

describe('commands', () => {
  it('create an organization beside a running server, which knows it at once', async () => {
    const server = await start()
    const args = ['organization', 'create', '--name', 'Second', '--email', 'second@example.com']
    const created = await command(args)
    expect(created.code).toBe(0)
    const [, user] = /User secret\s+(\S+)/.exec(created.stdout) ?? []
    const [, organization] = /Organization secret\s+(\S+)/.exec(created.stdout) ?? []
    const answer = await ask(
      `${server.ready.url}/elements/api-v2/organizations/me`,
      `User ${user}, Organization ${organization}`,
    )
    expect(answer.body).toMatchObject({ name: 'Second' })
    const again = await command(args)
    expect(again.code).toBe(1)
    expect(again.stderr).toMatch(/exists already/)
    const busy = await command(['rotate-keys'])
    expect(busy.code).toBe(1)
    expect(busy.stderr).toMatch(/in use by process/)
  })

  it('rotate the key file, and everything still opens', async () => {
    const before = readFileSync(join(dataDir, 'master-key'), 'utf8')
    const rotation = await command(['rotate-keys'])
    expect(rotation.code).toBe(0)
    expect(readFileSync(join(dataDir, 'master-key'), 'utf8')).not.toBe(before)
    const { authorization, url } = commandIn(readFileSync(join(dataDir, 'first-start.txt'), 'utf8'))
    const server = await start()
    expect((await ask(at(server, url), authorization)).status).toBe(200)
  })

  it('tell their names and their version', async () => {
    const [help, version, unknown] = await Promise.all([
      command(['--help']),
      command(['--version']),
      command(['serv']),
    ])
    expect(help.stdout).toMatch(/organization create[\s\S]*rotate-keys/)
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+/)
    expect(unknown.code).toBe(1)
    expect(unknown.stderr).toMatch(/There is no command serv/)
  })
})

describe('a worker', () => {
  it('serves its health and nothing else', async () => {
    const server = await start({
      HUBWRIGHT_ROLE: 'worker',
      HUBWRIGHT_METRICS_TOKEN: 'metrics-token',
    })
    const status = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await send(server.ready.url + path, { headers })
      await answer.body.dump()
      return answer.statusCode
    }
    expect(await status('/healthz')).toBe(200)
    expect(await status('/readyz')).toBe(200)
    expect(await status('/metrics')).toBe(401)
    expect(await status('/metrics', { authorization: 'Bearer wrong-token' })).toBe(401)
    expect(await status('/metrics', { authorization: 'Bearer metrics-token' })).toBe(200)
    expect(await status('/elements/api-v2/elements')).toBe(404)
    expect(await status('/docs')).toBe(404)
  })
})
