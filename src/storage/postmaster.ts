/** One running PostgreSQL server: started by us or found running, watched, and stopped in order. */
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { runToEnd } from './postgres-cluster.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { postgresArguments, type Listening, type PostgresSettings } from './postgres-settings.ts'
import { spawnAs, type PostgresUser } from './postgres-user.ts'
import { readPostmasterFile, type PostmasterFile } from './postmaster-file.ts'
import { hasEntry, isAlive, processesWorkingIn, waitForEnd } from './processes.ts'

export interface Postmaster {
  pid: number
  listening: Listening
  /** Fulfilled when the process is gone, for whatever reason. */
  ended: Promise<void>
}

export interface PostmasterOptions {
  place: PostgresPlace
  user: PostgresUser
  settings: PostgresSettings
  /** The file the server writes to. */
  logFile: string
  log: Log
}

const processName = 'postgres'
const startTimeoutMs = 300_000
const watchEveryMs = 250

/**
 * The server that already runs on this cluster, as one does after our own process was killed; waits while it
 * is still starting or stopping. Undefined when there is none.
 */
export async function findPostmaster(place: PostgresPlace): Promise<Postmaster | undefined> {
  for (;;) {
    const file = readPostmasterFile(place.cluster)
    if (file === undefined || !isOfCluster(file, place.cluster)) return undefined
    if (file.status === 'ready') {
      const listening = {
        socketFolder: file.socketFolder === '' ? undefined : file.socketFolder,
        port: file.port,
      }
      return { pid: file.pid, listening, ended: watch(file.pid) }
    }
    await delay(20)
  }
}

/** The id may have been given to another program since: on Linux the working folder tells. */
function isOfCluster(file: PostmasterFile, cluster: string): boolean {
  if (!isAlive(file.pid)) return false
  return processesWorkingIn(cluster, processName)?.includes(file.pid) ?? true
}

async function watch(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(watchEveryMs, undefined, { ref: false })
}

/** Starts a server on a cluster where none runs and waits until it takes connections. */
export async function startPostmaster(
  options: PostmasterOptions,
  listening: Listening,
): Promise<Postmaster> {
  const { place, user } = options
  await endOrphans(place.cluster, options.log)
  removeLeftFiles(place.cluster, listening.socketFolder)
  const logStart = rotate(options.logFile)
  const logHandle = openSync(options.logFile, 'a', 0o600)
  let postmaster: Postmaster
  let failure: Error | undefined
  try {
    // A group of its own: a Ctrl-C in the terminal is for us, and we stop it after our own work.
    const child = spawnAs(
      user,
      place.binaries.postgres,
      postgresArguments(place.cluster, listening, options.settings),
      { stdio: ['ignore', 'ignore', logHandle], detached: true },
    )
    child.unref()
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', (error) => {
        failure = error
        resolve()
      })
    })
    postmaster = { pid: child.pid ?? 0, listening, ended }
  } finally {
    closeSync(logHandle)
  }
  if (await becomesReady(postmaster, place.cluster, options.log)) return postmaster
  const reason = failure?.message ?? readTail(options.logFile, logStart)
  throw new Error(`The private PostgreSQL did not start: ${reason || `see ${options.logFile}`}`, {
    cause: failure,
  })
}

async function becomesReady(postmaster: Postmaster, cluster: string, log: Log): Promise<boolean> {
  let hasEnded = false
  void postmaster.ended.then(() => (hasEnded = true))
  const begun = performance.now()
  let told = begun
  for (;;) {
    const file = readPostmasterFile(cluster)
    if (file?.pid === postmaster.pid && file.status === 'ready') return true
    if (hasEnded) return false
    const now = performance.now()
    if (now - begun > startTimeoutMs) return false
    if (now - told > 5000) {
      told = now
      log.info({ pid: postmaster.pid }, 'the private database is still recovering')
    }
    await delay(5)
  }
}

/**
 * Backends outlive a killed server for a moment, and the next one does not start before they are gone.
 * Killing them is safe: what was acknowledged is in the log that the next server replays.
 */
async function endOrphans(cluster: string, log: Log): Promise<void> {
  for (const signal of [undefined, 'SIGTERM', 'SIGKILL'] as const) {
    const orphans = processesWorkingIn(cluster, processName) ?? []
    if (orphans.length === 0) return
    if (signal !== undefined) {
      log.warn({ pids: orphans, signal }, 'ending processes of a database server that is gone')
      for (const pid of orphans) sendSignal(pid, signal)
    }
    for (const pid of orphans) await waitForEnd(pid, 2000)
  }
}

/**
 * PostgreSQL does not start while the process named in its lock files exists. After a restart of the machine
 * or container that may be another program; and in a container without an init it may be the dead server
 * itself, uncollected. So the files go when no process of the cluster lives.
 */
function removeLeftFiles(cluster: string, socketFolder: string | undefined): void {
  if (processesWorkingIn(cluster, processName)?.length !== 0) return
  const files = [join(cluster, 'postmaster.pid')]
  if (socketFolder !== undefined) files.push(...lockFilesIn(socketFolder))
  for (const file of files) {
    if (hasEntry(firstNumberIn(file))) unlinkSync(file)
  }
}

function lockFilesIn(socketFolder: string): string[] {
  const names = readdirSync(socketFolder).filter((name) => name.endsWith('.lock'))
  return names.map((name) => join(socketFolder, name))
}

/** The process that a lock file names; 0 when there is no such file. */
function firstNumberIn(file: string): number {
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) || 0 : 0
}

/**
 * Stops the server: first letting it write a checkpoint, then without one (the next start recovers), at
 * last by force. Nothing acknowledged is lost in any of them.
 */
export async function stopPostmaster(
  postmaster: Postmaster,
  options: PostmasterOptions,
): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals; the server listens for them on a pipe that pg_ctl knows.
    await runToEnd(options.user, options.place.binaries.pgCtl, [
      'stop',
      '-D',
      options.place.cluster,
      '-m',
      'fast',
      '-w',
    ])
    return
  }
  const steps = [
    { signal: 'SIGINT', timeoutMs: 5000 },
    { signal: 'SIGQUIT', timeoutMs: 2000 },
    { signal: 'SIGKILL', timeoutMs: 1000 },
  ] as const
  for (const { signal, timeoutMs } of steps) {
    sendSignal(postmaster.pid, signal)
    if (await waitForEnd(postmaster.pid, timeoutMs)) break
    options.log.warn({ pid: postmaster.pid, signal }, 'the private database does not stop')
  }
  await endOrphans(options.place.cluster, options.log)
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It ended by itself in the meantime, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw toError(error)
  }
}

const longestLogBytes = 10_000_000

/** Keeps one older log file; returns the length of the one that is written on. */
function rotate(logFile: string): number {
  if (!existsSync(logFile)) return 0
  const { size } = statSync(logFile)
  if (size < longestLogBytes) return size
  renameSync(logFile, `${logFile}.1`)
  return 0
}

function readTail(logFile: string, from: number): string {
  const text = readFileSync(logFile).subarray(from).toString('utf8').trim()
  return text.split('\n').slice(-5).join(' | ')
}
