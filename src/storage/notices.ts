/**
 * Short messages between nodes over LISTEN/NOTIFY, on one connection of their own. They are hints, not facts:
 * what is sent while a node is not connected never arrives there. So whoever keeps a cache clears it in
 * `onReconnect`, and nothing may depend on a notice arriving.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { Client, escapeIdentifier } from 'pg'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { clientConfig, type DatabaseConnection } from './connection.ts'
import type { Schema } from './schema.ts'

/** PostgreSQL takes less than 8000 bytes. */
export const longestNoticeBytes = 7999

export interface Notices {
  /** Sends to all nodes, this one too. Rejects while there is no connection. */
  publish(channel: string, payload: string): Promise<void>
  /** Calls `listener` for each notice from now on; the returned function ends that. */
  subscribe(channel: string, listener: (payload: string) => void): Promise<() => void>
  /** Calls `listener` each time the connection was lost and is there again: notices may have been missed. */
  onReconnect(listener: () => void): void
  close(): Promise<void>
}

export interface NoticesOptions {
  log: Log
  /** How often the connection is tried, so that a dead one is noticed. */
  checkEveryMs?: number
}

/** Connects and is ready to publish and subscribe. */
export async function createNotices(
  connection: DatabaseConnection,
  options: NoticesOptions,
): Promise<Notices> {
  const room = new NoticeRoom(connection, options.log, options.checkEveryMs ?? 30_000)
  await room.open()
  return room
}

/** Sends a notice with a transaction: it goes out when that commits, and never when it does not. */
export async function noticeWith(
  trx: Kysely<Schema>,
  channel: string,
  payload: string,
): Promise<void> {
  checkPayload(channel, payload)
  await sql`select pg_notify(${channel}, ${payload})`.execute(trx)
}

function checkPayload(channel: string, payload: string): void {
  const bytes = Buffer.byteLength(payload)
  if (bytes > longestNoticeBytes) {
    throw new RangeError(
      `A notice on ${channel} has ${bytes} bytes, at most ${longestNoticeBytes} fit`,
    )
  }
}

class NoticeRoom implements Notices {
  readonly #connection: DatabaseConnection
  readonly #log: Log
  readonly #checkEveryMs: number
  readonly #listeners = new Map<string, Set<(payload: string) => void>>()
  readonly #reconnectListeners: (() => void)[] = []
  readonly #closing = new AbortController()
  #client: Client | undefined
  #reconnecting: Promise<void> | undefined
  #checker: NodeJS.Timeout | undefined

  constructor(connection: DatabaseConnection, log: Log, checkEveryMs: number) {
    this.#connection = connection
    this.#log = log
    this.#checkEveryMs = checkEveryMs
  }

  async open(): Promise<void> {
    this.#client = await this.#connect()
    this.#checker = setInterval(() => void this.#check(), this.#checkEveryMs)
    this.#checker.unref()
  }

  async publish(channel: string, payload: string): Promise<void> {
    checkPayload(channel, payload)
    await this.#connected().query('select pg_notify($1, $2)', [channel, payload])
  }

  async subscribe(channel: string, listener: (payload: string) => void): Promise<() => void> {
    const known = this.#listeners.get(channel)
    const listeners = known ?? new Set()
    listeners.add(listener)
    if (known === undefined) {
      this.#listeners.set(channel, listeners)
      // A connection that is just coming back may have listened to the channels it knew before.
      await this.#reconnecting
      await this.#client?.query(`listen ${escapeIdentifier(channel)}`)
    }
    return () => listeners.delete(listener)
  }

  onReconnect(listener: () => void): void {
    this.#reconnectListeners.push(listener)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    clearInterval(this.#checker)
    await this.#reconnecting
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  #connected(): Client {
    if (this.#client === undefined)
      throw new Error('The connection for notices is lost at the moment')
    return this.#client
  }

  async #connect(): Promise<Client> {
    const client = new Client({ ...clientConfig(this.#connection), query_timeout: 10_000 })
    let lost: Error | undefined
    const lose = (error: Error) => {
      lost ??= error
      this.#lose(client, error)
    }
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''))
    client.on('error', lose)
    client.on('end', () => lose(new Error('The server ended the connection')))
    await client.connect()
    for (const channel of this.#listeners.keys()) {
      await client.query(`listen ${escapeIdentifier(channel)}`)
    }
    if (lost !== undefined) throw new Error('The connection ended at once', { cause: lost })
    return client
  }

  #tell(channel: string, payload: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) {
      this.#call(() => listener(payload), channel)
    }
  }

  /** One listener that throws must not keep the others from hearing. */
  #call(listener: () => void, channel: string): void {
    try {
      listener()
    } catch (error) {
      this.#log.error({ err: toError(error), channel }, 'a listener for notices failed')
    }
  }

  async #check(): Promise<void> {
    const client = this.#client
    try {
      await client?.query('select 1')
    } catch (error) {
      if (client !== undefined) this.#lose(client, toError(error))
    }
  }

  #lose(client: Client, error: Error): void {
    if (client !== this.#client || this.#closing.signal.aborted) return
    this.#client = undefined
    this.#log.warn({ err: error }, 'the connection for notices was lost')
    // Ends a socket that is half open; its errors are those of a connection already given up.
    client.end().catch((late: unknown) => this.#log.debug({ err: late }, 'it ended with an error'))
    this.#reconnecting = this.#reconnect()
  }

  async #reconnect(): Promise<void> {
    for (let attempt = 0; !this.#closing.signal.aborted; attempt += 1) {
      try {
        this.#client = await this.#connect()
        this.#log.info({ attempt }, 'the connection for notices is back')
        for (const listener of this.#reconnectListeners) this.#call(listener, 'reconnect')
        return
      } catch (error) {
        this.#log.debug({ err: error, attempt }, 'the connection for notices is not back yet')
      }
      const delayMs = Math.min(5000, 25 * 2 ** attempt)
      await delay(delayMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
    }
  }
}
