/** Addresses of instances in the database, and how far their registration at the vendor is. */
import { sql, type Kysely, type Selectable } from 'kysely'
import type { WebhookAddressTable } from '../../storage/event-tables.ts'
import { noticeWith } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'

export type AddressRow = Selectable<WebhookAddressTable>

type Db = Kysely<Schema>

/** Wakes those who register addresses, on every node. */
export const addressesChannel = 'webhook_addresses'

export interface Addressee {
  readonly organizationId: number
  readonly instanceId: number
}

/** The instances that tokens lead to, by the tokens' hashes in hex. The token is the credential; its row names the organization. */
export async function findAddressees(
  db: Db,
  tokenHashes: readonly string[],
): Promise<Map<string, Addressee>> {
  const { rows } = await sql<Addressee & { hash: string }>`
    select encode(token_hash, 'hex') as hash, organization_id as "organizationId", instance_id as "instanceId"
    from webhook_addresses
    where token_hash = any(${tokenHashes.map((hash) => Buffer.from(hash, 'hex'))}::bytea[])`.execute(
    db,
  )
  return new Map(rows.map(({ hash, ...addressee }) => [hash, addressee]))
}

export async function findAddress(
  db: Db,
  organizationId: number,
  instanceId: number,
): Promise<AddressRow | undefined> {
  return db
    .selectFrom('webhook_addresses')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .executeTakeFirst()
}

/** Unless it has one. */
export async function addAddress(
  trx: Db,
  address: { organizationId: number; instanceId: number; tokenHash: Buffer; tokenSealed: Buffer },
): Promise<void> {
  await trx
    .insertInto('webhook_addresses')
    .values({
      instance_id: address.instanceId,
      organization_id: address.organizationId,
      token_hash: address.tokenHash,
      token_sealed: address.tokenSealed,
    })
    .onConflict((conflict) => conflict.column('instance_id').doNothing())
    .execute()
}

/** What the vendor should know. What is different becomes due at once, and who works on it starts again. */
export async function wantAddress(
  trx: Db,
  organizationId: number,
  instanceId: number,
  wanted: boolean,
): Promise<void> {
  const { rows } = await sql`
    update webhook_addresses
    set wanted = ${wanted}, tries = 0, fence = fence + 1,
        due_at = case when ${wanted} = (registered_at is not null) then null else now() end
    where organization_id = ${organizationId} and instance_id = ${instanceId}
      and (wanted <> ${wanted} or (${wanted} <> (registered_at is not null)))
    returning 1`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, addressesChannel, '')
}

export interface ClaimedAddress {
  instance_id: number
  organization_id: number
  token_sealed: Buffer
  wanted: boolean
  tries: number
  fence: number
}

/** One that is due, held for so many seconds; undefined when there is none. */
export async function claimAddress(db: Db, leaseS: number): Promise<ClaimedAddress | undefined> {
  const { rows } = await sql<ClaimedAddress>`
    update webhook_addresses a
    set fence = a.fence + 1, tries = a.tries + 1,
        leased_until = now() + make_interval(secs => ${leaseS})
    from (
      select instance_id from webhook_addresses
      where due_at <= now() and (leased_until is null or leased_until < now())
      order by due_at limit 1 for update skip locked
    ) due
    where a.instance_id = due.instance_id
    returning a.instance_id, a.organization_id, a.token_sealed, a.wanted, a.tries, a.fence`.execute(
    db,
  )
  return rows[0]
}

/** False when it was changed or claimed by another meanwhile: then it is due again, or somebody else's. */
export async function finishAddress(trx: Db, claimed: ClaimedAddress): Promise<boolean> {
  const { rows } = await sql`
    update webhook_addresses
    set registered_at = case when ${claimed.wanted} then now() end, due_at = null, leased_until = null, tries = 0
    where organization_id = ${claimed.organization_id} and instance_id = ${claimed.instance_id}
      and fence = ${claimed.fence}
    returning 1`.execute(trx)
  if (rows.length > 0) return true
  // What was done at the vendor is true all the same, and decides what is to be done next.
  await sql`
    update webhook_addresses
    set registered_at = case when ${claimed.wanted} then now() end, leased_until = null,
        due_at = case when wanted = ${claimed.wanted} then null else now() end
    where organization_id = ${claimed.organization_id} and instance_id = ${claimed.instance_id}`.execute(
    trx,
  )
  return false
}

/** Due again after so many seconds. */
export async function postponeAddress(
  trx: Db,
  claimed: ClaimedAddress,
  delayS: number,
): Promise<boolean> {
  const { rows } = await sql`
    update webhook_addresses
    set due_at = now() + make_interval(secs => ${delayS}), leased_until = null
    where organization_id = ${claimed.organization_id} and instance_id = ${claimed.instance_id}
      and fence = ${claimed.fence}
    returning 1`.execute(trx)
  return rows.length > 0
}

/** The instance is being deleted: true when its vendor has to be told, which is then the caller's. */
export async function endAddress(
  db: Db,
  organizationId: number,
  instanceId: number,
): Promise<boolean> {
  const { rows } = await sql<{ was: boolean }>`
    update webhook_addresses a
    set wanted = false, registered_at = null, due_at = null, fence = a.fence + 1
    from (select instance_id, registered_at is not null as was from webhook_addresses
          where organization_id = ${organizationId} and instance_id = ${instanceId} for update) before
    where a.instance_id = before.instance_id
    returning before.was`.execute(db)
  return rows[0]?.was === true
}
