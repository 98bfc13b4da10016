/**
 * The lease under which one caller refreshes the tokens of a connection while all others wait. Times are the database's,
 * so that clocks of nodes need not agree. A lease is only ever given back by its owner.
 */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema>

/** Longer than the vendor may take, so that a lease outlives the call it covers. */
export const leaseSeconds = 40

/**
 * Takes the lease of a connection, named by the lowest of its instances.
 * @returns false when somebody else holds it; otherwise the intent that a crashed predecessor left, if any
 */
export async function takeLease(
  db: Db,
  organizationId: number,
  instanceId: number,
  owner: string,
): Promise<false | { interrupted: Buffer | null }> {
  // The conflict branch locks the row, so of two takers one sees the other's lease; `intent_hash` survives on purpose.
  const { rows } = await sql<{ intent_hash: Buffer | null }>`
    insert into credential_refreshes as held (instance_id, organization_id, owner, leased_until)
    values (${instanceId}, ${organizationId}, ${owner}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (instance_id) do update
      set owner = excluded.owner, started_at = now(), leased_until = excluded.leased_until
      where held.organization_id = excluded.organization_id and held.leased_until < now()
    returning intent_hash`.execute(db)
  const row = rows[0]
  return row === undefined ? false : { interrupted: row.intent_hash }
}

/** Records before the vendor is called which refresh token is about to be spent, and prolongs the lease. */
export async function writeIntent(
  db: Db,
  organizationId: number,
  instanceId: number,
  owner: string,
  intent: Buffer,
): Promise<boolean> {
  const result = await db
    .updateTable('credential_refreshes')
    .set({
      intent_hash: intent,
      leased_until: sql<Date>`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('owner', '=', owner)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends the lease with all it recorded: the outcome is known. */
export async function endLease(
  db: Db,
  organizationId: number,
  instanceId: number,
  owner: string,
): Promise<void> {
  await db
    .deleteFrom('credential_refreshes')
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('owner', '=', owner)
    .execute()
}

/** Lets the next one try, but keeps the intent: it is not known what the vendor did. */
export async function giveUpLease(
  db: Db,
  organizationId: number,
  instanceId: number,
  owner: string,
): Promise<void> {
  await db
    .updateTable('credential_refreshes')
    .set({ leased_until: sql<Date>`now() - interval '1 second'` })
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('owner', '=', owner)
    .execute()
}
