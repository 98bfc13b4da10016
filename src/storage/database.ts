/**
 * The one handle on the database. Opened once per process, handed down by `app`; stores use `db` and
 * `transaction`, nothing else in the program holds a connection of its own except notices and migrations.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Client, Pool, type ClientConfig } from 'pg'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { clientConfig, type DatabaseConnection } from './connection.ts'
import { isConnectionLoss, isRepeatableConflict } from './database-errors.ts'
import type { Schema } from './schema.ts'
import { readTypes } from './value-types.ts'

const oldestServer = 15

export interface DatabaseOptions {
  /** Most connections held at once. */
  max?: number
  log: Log
  /** Longest a single statement may run. */
  statementTimeoutMs?: number
  /** Longest a statement waits for a row or table lock. */
  lockTimeoutMs?: number
}

export interface Database {
  readonly db: Kysely<Schema>
  readonly pool: Pool
  /**
   * Runs `work` in one transaction. After a deadlock or serialization failure, which the server has rolled
   * back whole, it runs again (three times at most): so `work` must do nothing but database work.
   */
  transaction: <T>(work: (trx: Transaction<Schema>) => Promise<T>) => Promise<T>
  /**
   * Repeats `read` while the connection is lost, as when the database restarts. Only for work that may run
   * twice: reads, and writes keyed so that a second run changes nothing.
   */
  repeatOnConnectionLoss: <T>(read: () => Promise<T>) => Promise<T>
  /** How many statements this handle has sent; tests prove with it that a path runs no SQL. */
  countStatements: () => number
  close: () => Promise<void>
}

/** Opens a pool and checks the server. Throws a sentence for people when it cannot be reached or is too old. */
export async function openDatabase(
  connection: DatabaseConnection,
  options: DatabaseOptions,
): Promise<Database> {
  let statements = 0
  class CountingClient extends Client {
    constructor(config?: string | ClientConfig) {
      super(config)
      // The pool listens to idle clients only; one in use that is lost would end the process.
      this.on('error', (error) =>
        options.log.debug({ err: error }, 'a database connection was lost'),
      )
      const send = this.query.bind(this) as (...values: unknown[]) => unknown
      this.query = ((...values: unknown[]) => {
        statements += 1
        return send(...values)
      }) as typeof this.query
    }
  }
  const pool = new Pool({
    ...clientConfig(connection),
    Client: CountingClient,
    types: readTypes,
    max: options.max ?? 10,
    idleTimeoutMillis: 60_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    lock_timeout: options.lockTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => {
    options.log.warn({ err: error }, 'an idle database connection was lost')
  })
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  let closing: Promise<void> | undefined
  return {
    db,
    pool,
    transaction: (work) => repeat(() => db.transaction().execute(work), isRepeatableConflict, 3),
    repeatOnConnectionLoss: (read) => repeat(read, isConnectionLoss, 6),
    countStatements: () => statements,
    close: () => (closing ??= endPool(pool, db)),
  }
}

async function endPool(pool: Pool, db: Kysely<Schema>): Promise<void> {
  await db.destroy()
  // `destroy` ends the pool only when a query ever went through kysely.
  if (!pool.ended) await pool.end()
}

async function checkServer(pool: Pool): Promise<void> {
  let version: number
  try {
    const answer = await pool.query<{ server_version_num: string }>('show server_version_num')
    version = Number(answer.rows[0]?.server_version_num)
  } catch (error) {
    throw new Error(
      `The database cannot be reached: ${toError(error).message}. Check DATABASE_URL and that the server runs`,
      { cause: error },
    )
  }
  const refusal = refusalOfServer(version)
  if (refusal !== undefined) throw new Error(refusal)
}

/** Why a server of this `server_version_num` cannot be used, or undefined when it can. */
export function refusalOfServer(version: number): string | undefined {
  const major = Math.floor(version / 10_000)
  if (major >= oldestServer) return undefined
  return `The database server is PostgreSQL ${major}; Hubwright needs ${oldestServer} or newer. Upgrade it or point DATABASE_URL to a newer one`
}

async function repeat<T>(
  work: () => Promise<T>,
  mayRepeat: (error: unknown) => boolean,
  attempts: number,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= attempts || !mayRepeat(error)) throw error
      await delay(25 * 2 ** attempt)
    }
  }
}
