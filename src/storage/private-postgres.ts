/**
 * The database that comes with the program. It runs as a process of its own, in the data folder, reachable
 * through a Unix socket that only we can open, with every durability setting on.
 *
 * Promises: an acknowledged commit survives the death of either process; a server left behind by a killed
 * program is found and adopted by the next start; one that dies under a running program is started again;
 * `stop` leaves no process. The caller holds the lock of the data folder (`data-dir.ts`); a second lock is
 * kept inside the database, for the case that two programs see one folder differently.
 */
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { ConnectionSettings } from './connection.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { clusterOwner, ensureCluster } from './postgres-cluster.ts'
import { loopbackPassword, someLoopbackPort } from './postgres-loopback.ts'
import { preparePlace } from './postgres-place.ts'
import type { Listening, PostgresSettings } from './postgres-settings.ts'
import { postgresUserHere, type PostgresUser } from './postgres-user.ts'
import {
  findPostmaster,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
  type PostmasterOptions,
} from './postmaster.ts'
import { openPrivateSession } from './private-session.ts'

/** The port in the socket's name; it is no port of the network. */
const socketPort = 5432

/**
 * So many starts in a row that did not hold mean that starting again does not help. After a kill some are in vain until
 * the last of the old server's processes has noticed; with the pauses between them these take thirteen seconds.
 */
const mostVainStarts = 8
/** A start held when the server lived so long. */
const heldMs = 5000

export interface PrivatePostgresOptions {
  /** The data folder; exists already and its lock is held by the caller. */
  dataDir: string
  log: Log
  /** Further settings of the server. Only tests may loosen durability with it. */
  settings?: PostgresSettings
  /** As whom to run, instead of what this machine calls for. */
  runAs?: PostgresUser
  /** Where root puts what an unprivileged user must reach, instead of a folder below /var/lib. */
  openRoot?: string
}

export interface PrivatePostgres {
  readonly connection: ConnectionSettings
  /** Id of the server's process; changes when it is started again. */
  readonly pid: number
  /** True when the server was already running and was taken over. */
  readonly adopted: boolean
  /** Called once when the server keeps dying and is given up; the program should end then. */
  onFailure(listener: (error: Error) => void): void
  /** Ends the server in order and waits for it. */
  stop(): Promise<void>
}

/** Creates, adopts or starts the private database of a data folder. Throws one sentence when it cannot. */
export async function startPrivatePostgres(
  options: PrivatePostgresOptions,
): Promise<PrivatePostgres> {
  const dataDir = resolve(options.dataDir)
  const found = findPostgresBinaries()
  const user = options.runAs ?? postgresUserHere(ownerOfCluster(dataDir))
  const place = preparePlace(dataDir, user, found, options.openRoot)
  const password = place.socketFolder === undefined ? loopbackPassword(dataDir) : undefined
  await ensureCluster({
    place,
    user,
    sync: options.settings?.fsync !== 'off',
    ...(password === undefined ? {} : { passwordFile: password.file }),
  })
  const postmasterOptions: PostmasterOptions = {
    place,
    user,
    settings: options.settings ?? {},
    logFile: join(dataDir, 'postgres.log'),
    log: options.log,
  }
  const running = await findPostmaster(place)
  const postmaster = running ?? (await startFirst(postmasterOptions))
  if (running !== undefined) {
    options.log.info({ pid: running.pid }, 'adopted the private database that was still running')
  }
  const supervisor = new Supervisor(postmasterOptions, postmaster, {
    host: postmaster.listening.socketFolder ?? '127.0.0.1',
    port: postmaster.listening.port,
    user: clusterOwner,
    database: clusterOwner,
    ...(password === undefined ? {} : { password: password.value }),
  })
  try {
    await supervisor.begin()
  } catch (error) {
    // A server that was there before us may be in use by the program that refused us.
    if (running === undefined) await stopPostmaster(postmaster, postmasterOptions)
    throw error
  }
  return {
    connection: supervisor.connection,
    get pid() {
      return supervisor.pid
    },
    adopted: running !== undefined,
    onFailure: (listener) => supervisor.onFailure(listener),
    stop: () => supervisor.stop(),
  }
}

/** Who owns an existing cluster: it has to go on under that user. Undefined when there is none yet. */
function ownerOfCluster(dataDir: string): { uid: number; gid: number } | undefined {
  return statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })
}

async function startFirst(options: PostmasterOptions): Promise<Postmaster> {
  const { socketFolder } = options.place
  if (socketFolder !== undefined) {
    return startPostmaster(options, { socketFolder, port: socketPort })
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startPostmaster(options, { socketFolder, port: someLoopbackPort() })
    } catch (error) {
      // Most likely the port was taken.
      if (attempt === 5) throw error
    }
  }
}

/** Watches the server, starts it again when it dies, and stops it. */
class Supervisor {
  readonly connection: ConnectionSettings
  readonly #options: PostmasterOptions
  readonly #listening: Listening
  readonly #stopping = new AbortController()
  #postmaster: Postmaster
  #session: Client | undefined
  #restarting: Promise<Error | undefined> | undefined
  #startedAt = performance.now()
  #vainStarts = 0
  #listeners: ((error: Error) => void)[] = []

  constructor(options: PostmasterOptions, postmaster: Postmaster, connection: ConnectionSettings) {
    this.#options = options
    this.#postmaster = postmaster
    this.#listening = postmaster.listening
    this.connection = connection
  }

  get pid(): number {
    return this.#postmaster.pid
  }

  onFailure(listener: (error: Error) => void): void {
    this.#listeners.push(listener)
  }

  async begin(): Promise<void> {
    await this.#openSession()
    void this.#supervise()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    // A start that is under way is waited for, so that what it started is stopped too.
    await this.#restarting
    await this.#closeSession()
    await stopPostmaster(this.#postmaster, this.#options)
  }

  async #supervise(): Promise<void> {
    for (;;) {
      await this.#postmaster.ended
      if (this.#stopping.signal.aborted) return
      const { log, logFile } = this.#options
      log.error({ pid: this.pid, logFile }, 'the private database died and is started again')
      this.#restarting = this.#restart().then(() => undefined, toError)
      const failure = await this.#restarting
      if (this.#stopping.signal.aborted) return
      if (failure === undefined) continue
      log.error({ err: failure }, 'the private database is given up')
      for (const listener of this.#listeners) listener(failure)
      return
    }
  }

  async #restart(): Promise<void> {
    await this.#closeSession()
    if (performance.now() - this.#startedAt >= heldMs) this.#vainStarts = 0
    while (this.#vainStarts < mostVainStarts) {
      // In vain, until it has held.
      this.#vainStarts += 1
      await delay(25 * 2 ** this.#vainStarts, undefined, { signal: this.#stopping.signal })
      try {
        this.#postmaster = await startPostmaster(this.#options, this.#listening)
        await this.#openSession()
        this.#startedAt = performance.now()
        this.#options.log.info({ pid: this.pid }, 'the private database runs again')
        return
      } catch (error) {
        if (this.#stopping.signal.aborted) throw error
        this.#options.log.warn({ err: error }, 'the private database could not be started again')
      }
    }
    throw new Error(
      `The private PostgreSQL died and ${this.#vainStarts} starts did not help: see ${this.#options.logFile}`,
    )
  }

  async #openSession(): Promise<void> {
    this.#session = await openPrivateSession(this.connection, (error) => {
      this.#options.log.warn({ err: error }, 'the session that owns the private database was lost')
    })
  }

  async #closeSession(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    try {
      await session?.end()
    } catch (error) {
      this.#options.log.debug({ err: error }, 'the session was already gone')
    }
  }
}
