import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { makeComingDays } from '../../jobs/partitions-store.ts'
import { judgeSources } from './liveness-store.ts'

const { db, transaction } = await testDatabase()

/** Rows of sources that a judgement reads, and how many it changed. */
async function judge(): Promise<{ changed: number; read: number }> {
  return transaction(async (trx) => {
    const rowsRead = async () => {
      const { rows } = await sql<{ count: number }>`
        select (seq_tup_read + idx_tup_fetch)::int as count from pg_stat_xact_user_tables
        where relname = 'event_sources'`.execute(trx)
      return rows[0]?.count ?? 0
    }
    const before = await rowsRead()
    const changed = await judgeSources({ transaction: (work) => work(trx) })
    return { changed, read: (await rowsRead()) - before }
  })
}

describe('judging by the time that went by', () => {
  it('reads what is overdue or proved again, and not all the others', async () => {
    for (const name of ['notifications', 'deliveries'] as const)
      await makeComingDays(db, name, new Date())
    await transaction(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`
        insert into instances (id, organization_id, account_id, user_id, connector_id, connector_key, name, token_hash,
          token_sealed, authentication_type, external_authentication, tags)
        overriding system value values (3, 1, 2, 5, 1, 'shop', 'North', '', '', 'oauth2', 'none', '{}')`.execute(
        trx,
      )
      const add = (count: number, name: string, state: string, proved: string, since = '2 days') =>
        sql`insert into event_sources
            (organization_id, account_id, instance_id, kind, resource, period_s, state, last_proof_at, state_since)
          select 1, 2, 3, 'poll', ${name} || n, 3600, ${state}, now() - ${proved}::interval, now() - ${since}::interval
          from generate_series(1, ${count}::int) n`.execute(trx)
      await add(3000, 'fine', 'live', '10 minutes')
      await add(3000, 'dead', 'broken', '3 days')
      await add(1, 'silent', 'live', '76 minutes')
      await add(1, 'lost', 'late', '121 minutes')
      await add(1, 'mended', 'broken', '1 minute')
      await add(1, 'back', 'late', '1 minute')
      await add(1, 'enabled', 'waiting', '20 minutes', '1 minute')
    })
    await sql`analyze event_sources`.execute(db)
    const { changed, read } = await judge()
    expect(changed).toBe(5)
    expect(read).toBeLessThan(100)
    const { rows } = await sql<{ resource: string; state: string }>`
      select resource, state from event_sources where resource !~ '^(fine|dead)' order by resource`.execute(
      db,
    )
    expect(rows).toEqual([
      { resource: 'back1', state: 'live' },
      { resource: 'enabled1', state: 'live' },
      { resource: 'lost1', state: 'broken' },
      { resource: 'mended1', state: 'live' },
      { resource: 'silent1', state: 'late' },
    ])
    expect((await judge()).changed).toBe(0)
  })
})
