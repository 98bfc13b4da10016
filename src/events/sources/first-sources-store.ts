/** Which instances wait for their first sources of events, and whose turn it is to make them. */
import { sql, type Kysely } from 'kysely'
import { advisoryLocks } from '../../storage/advisory-locks.ts'
import type { Schema } from '../../storage/schema.ts'

/** One node at a time; until the transaction ends. */
export async function takeTurn(trx: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${advisoryLocks.firstSources}) as taken`.execute(trx)
  return rows[0]?.taken === true
}

/**
 * Instances that have events switched on and nothing that they come from, of all organizations, as this is administration;
 * in the order of their ids.
 */
export async function findWithoutSources(
  trx: Kysely<Schema>,
  afterId: number,
  limit: number,
): Promise<{ organization_id: number; id: number }[]> {
  return trx
    .selectFrom('instance_configuration as c')
    .innerJoin('instances as i', 'i.id', 'c.instance_id')
    .select(['i.organization_id', 'i.id'])
    .where('c.key', '=', 'event.notification.enabled')
    .where(sql`lower(c.value)`, '=', 'true')
    .where('i.id', '>', afterId)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('event_sources as s')
            .select('s.id')
            .whereRef('s.instance_id', '=', 'i.id')
            .whereRef('s.organization_id', '=', 'i.organization_id'),
        ),
      ),
    )
    .orderBy('i.id')
    .limit(limit)
    .execute()
}
