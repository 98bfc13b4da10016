/** Leases of a process that died, for the one that comes after it on a database of its own. */
import { sql } from 'kysely'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { DatabaseConnection } from '../storage/connection.ts'
import { openDatabase } from '../storage/database.ts'

const leased = ['event_jobs', 'subscriptions', 'event_sources', 'webhook_addresses'] as const

/**
 * Ends the leases of all organizations' work, so that it goes on at once instead of when they run out. Only for who knows
 * that no other process uses the database. A failure is logged: then they run out by themselves.
 */
export async function endDeadLeases(connection: DatabaseConnection, log: Log): Promise<void> {
  const { transaction, close } = await openDatabase(connection, { log, max: 1 })
  try {
    await transaction(async (trx) => {
      for (const table of leased)
        await sql`update ${sql.table(table)} set leased_until = now() where leased_until > now()`.execute(
          trx,
        )
    })
  } catch (error) {
    log.warn({ err: toError(error) }, 'the leases of a process that died were left to run out')
  } finally {
    await close()
  }
}
