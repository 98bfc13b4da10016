import { Client, escapeIdentifier } from 'pg'
import { setTimeout as delay } from 'node:timers/promises'
import { advisoryLocks } from './advisory-locks.ts'
import { clientConfig, type ConnectionSettings } from './connection.ts'

const lockTimeoutMs = 2000

/**
 * Opens the session that a program keeps for as long as it owns a private database: it creates our database
 * in a new cluster and holds an advisory lock, so that a second program is refused even where the lock file
 * did not tell. Throws a sentence when another one holds it.
 */
export async function openPrivateSession(
  connection: ConnectionSettings,
  onLost: (error: Error) => void,
): Promise<Client> {
  const client = new Client({
    ...clientConfig({ ...connection, database: 'postgres' }),
    application_name: `hubwright owner ${process.pid}`,
  })
  client.on('error', onLost)
  await client.connect()
  try {
    await takeLock(client, connection)
    const existing = await client.query('select 1 from pg_database where datname = $1', [
      connection.database,
    ])
    if (existing.rowCount === 0) {
      await client.query(`create database ${escapeIdentifier(connection.database)}`)
    }
  } catch (error) {
    await client.end()
    throw error
  }
  return client
}

/** Tries for a while: the session of a process that was just killed ends a moment after it. */
async function takeLock(client: Client, connection: ConnectionSettings): Promise<void> {
  const end = performance.now() + lockTimeoutMs
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [advisoryLocks.privateDatabase],
    )
    if (rows[0]?.taken === true) return
    if (performance.now() > end) {
      const holder = await holderOfLock(client)
      throw new Error(
        `The private database at ${connection.host} is in use by another Hubwright${holder}: stop that one first, or use another HUBWRIGHT_DATA_DIR`,
      )
    }
    await delay(50)
  }
}

async function holderOfLock(client: Client): Promise<string> {
  const { rows } = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.objid = $1`,
    [advisoryLocks.privateDatabase],
  )
  const pid = /(\d+)$/.exec(rows[0]?.application_name ?? '')?.[1]
  return pid === undefined ? '' : ` (process ${pid})`
}
