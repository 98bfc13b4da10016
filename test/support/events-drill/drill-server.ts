/** A server of a drill: a process of its own on a fixed port and a data folder, killed and started again as the drill wants. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { silentLog } from '../../../src/core/log.ts'
import { clusterOwner } from '../../../src/storage/postgres-cluster.ts'
import { readPostmasterFile } from '../../../src/storage/postmaster-file.ts'
import { startPrivatePostgres } from '../../../src/storage/private-postgres.ts'
import { isAlive } from '../../../src/storage/processes.ts'
import {
  serverEnvironment,
  startServer,
  stopServer,
  type StartedServer,
} from '../started-server.ts'

const program = join(import.meta.dirname, '..', '..', '..', 'src', 'main.ts')
const answeringTimeoutMs = 60_000

export const secrets = {
  user: Buffer.alloc(32, 7).toString('base64'),
  organization: '7'.repeat(32),
}

export interface DrillServer {
  readonly url: string
  /** Of the process that runs now. */
  readonly pid: number
  readonly isAlive: boolean
  /** What the process that runs now has written. */
  said(): string
  /** Starts it and waits until it answers. */
  start(): Promise<void>
  /** Kills it with -9 and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to end; kills it when it does not. */
  stop(): Promise<void>
  /** Below `/elements/api-v2`. Throws for anything but a 2xx. */
  ask<T>(method: string, path: string, body?: object): Promise<T>
}

export interface DrillServerOptions {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string>>
}

export async function drillServer({ dataDir, env = {} }: DrillServerOptions): Promise<DrillServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let running: StartedServer | undefined
  const pid = () => running?.ready.pid ?? 0
  const isRunning = () => running?.process.exitCode === null && running.process.signalCode === null
  return {
    url,
    get pid() {
      return pid()
    },
    get isAlive() {
      return isRunning()
    },
    said: () => running?.said() ?? '',
    async start() {
      running = await startServer(
        serverEnvironment(dataDir, {
          HUBWRIGHT_PORT: String(port),
          HUBWRIGHT_SANDBOX: 'off',
          HUBWRIGHT_LOG_LEVEL: 'warn',
          HUBWRIGHT_EGRESS_ALLOW: '127.0.0.0/8',
          HUBWRIGHT_USER_SECRET: secrets.user,
          HUBWRIGHT_ORGANIZATION_SECRET: secrets.organization,
          ...env,
        }),
        [process.execPath, program, 'serve'],
      )
      await untilAnswers(url)
    },
    async kill() {
      if (running === undefined || !isRunning()) return
      const gone = once(running.process, 'exit')
      running.process.kill('SIGKILL')
      await gone
    },
    async stop() {
      if (running === undefined || !isRunning()) return
      const late = setTimeout(() => running?.process.kill('SIGKILL'), 20_000)
      await stopServer(running)
      clearTimeout(late)
    },
    async ask<T>(method: string, path: string, body?: object) {
      const answer = await fetch(`${url}/elements/api-v2${path}`, {
        method,
        headers: {
          authorization: `User ${secrets.user}, Organization ${secrets.organization}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return JSON.parse(text === '' ? '{}' : text) as T
    },
  }
}

/** Waits until a server says that it is ready. */
export async function untilAnswers(url: string): Promise<void> {
  await until(
    () =>
      fetch(`${url}/readyz`).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status === 200
        },
        () => false,
      ),
    { timeoutMs: answeringTimeoutMs, waitingFor: () => `${url} does not answer` },
  )
}

/** Asks again and again until it is so. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  options: { readonly timeoutMs: number; readonly waitingFor: () => string },
): Promise<void> {
  const end = performance.now() + options.timeoutMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(options.waitingFor())
    await delay(10)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Id of the private database of a data folder; undefined while it does not take connections. */
export function databasePid(dataDir: string): number | undefined {
  const file = readPostmasterFile(join(dataDir, 'postgres'))
  return file?.status === 'ready' && isAlive(file.pid) ? file.pid : undefined
}

/** A connection to the private database of a data folder, which runs. The caller ends it. */
export async function joinDatabase(dataDir: string): Promise<Client> {
  const file = readPostmasterFile(join(dataDir, 'postgres'))
  if (file === undefined) throw new Error('the private database does not run')
  const { socketFolder: host, port } = file
  const client = new Client({ host, port, user: clusterOwner, database: clusterOwner })
  // Drills kill the other end.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Ends the private database that a killed server left behind. */
export async function endDatabase(dataDir: string): Promise<void> {
  if (readPostmasterFile(join(dataDir, 'postgres')) === undefined) return
  const server = await startPrivatePostgres({ dataDir, log: silentLog })
  await server.stop()
}
