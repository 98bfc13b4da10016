/** Addresses of instances in the database, and how far their registration at the vendor is. */
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import type { WebhookAddressTable } from '../../storage/event-tables.ts'
import { noticeWith } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'

export type AddressRow = Selectable<WebhookAddressTable>

type Db = Kysely<Schema>

/** Wakes those who register addresses, on every node. */
export const addressesChannel = 'webhook_addresses'

/** The payload of a notice there that tokens lead elsewhere from now on. */
export const addressRotated = 'rotated'

export interface Addressee {
  readonly organizationId: number
  readonly instanceId: number
  /** The token leads there for so long; null: until it is replaced. */
  readonly endsInMs: number | null
}

/**
 * The instances that tokens lead to, by the tokens' hashes in hex. The token is the credential; its row names the
 * organization.
 */
export async function findAddressees(
  db: Db,
  tokenHashes: readonly string[],
): Promise<Map<string, Addressee>> {
  const hashes = sql`any(${tokenHashes.map((hash) => Buffer.from(hash, 'hex'))}::bytea[])`
  const owner = sql`organization_id as "organizationId", instance_id as "instanceId"`
  const { rows } = await sql<Addressee & { hash: string }>`
    select encode(token_hash, 'hex') as hash, ${owner}, null::float8 as "endsInMs"
    from webhook_addresses where token_hash = ${hashes}
    union all
    select encode(former_hash, 'hex'), ${owner}, (extract(epoch from former_until - now()) * 1000)::float8
    from webhook_addresses where former_hash = ${hashes} and former_until > now()`.execute(db)
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

/** Whether the vendor has what it should have; a null says that it has none. */
const isInStep = (
  wanted: RawBuilder<unknown>,
  registered = sql`registered_hash`,
  token = sql`token_hash`,
) => sql`${registered} is not distinct from case when ${wanted} then ${token} end`

/** What the vendor should know. What is different becomes due at once, and who works on it starts again. */
export async function wantAddress(
  trx: Db,
  organizationId: number,
  instanceId: number,
  wanted: boolean,
): Promise<void> {
  const isRight = isInStep(sql`${wanted}::boolean`)
  const { rows } = await sql`
    update webhook_addresses
    set wanted = ${wanted}, tries = 0, fence = fence + 1, due_at = case when ${isRight} then null else now() end
    where organization_id = ${organizationId} and instance_id = ${instanceId}
      and (wanted <> ${wanted} or not (${isRight}))
    returning 1`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, addressesChannel, '')
}

/** The row, locked until the transaction ends. */
export async function lockAddress(
  trx: Db,
  organizationId: number,
  instanceId: number,
): Promise<AddressRow | undefined> {
  return trx
    .selectFrom('webhook_addresses')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .forUpdate()
    .executeTakeFirst()
}

/**
 * Another token for a row that is locked. The one before leads here for `overlapS` more seconds, the one before that no
 * more; a vendor that has one is told at once.
 */
export async function replaceToken(
  trx: Db,
  { organization_id: organizationId, instance_id: instanceId }: AddressRow,
  { tokenHash, tokenSealed }: { readonly tokenHash: Buffer; readonly tokenSealed: Buffer },
  overlapS: number,
): Promise<void> {
  await sql`
    update webhook_addresses
    set token_hash = ${tokenHash}, token_sealed = ${tokenSealed}, registered_at = null,
        former_hash = case when ${overlapS}::int > 0 then token_hash end,
        former_until = case when ${overlapS}::int > 0 then now() + make_interval(secs => ${overlapS}::int) end,
        tries = 0, fence = fence + 1,
        due_at = case when ${isInStep(sql`wanted`, undefined, sql`${tokenHash}::bytea`)} then null else now() end
    where organization_id = ${organizationId} and instance_id = ${instanceId}`.execute(trx)
  await noticeWith(trx, addressesChannel, addressRotated)
}

export interface ClaimedAddress {
  instance_id: number
  organization_id: number
  token_hash: Buffer
  token_sealed: Buffer
  registered_hash: Buffer | null
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
    returning a.instance_id, a.organization_id, a.token_hash, a.token_sealed, a.registered_hash, a.wanted, a.tries,
      a.fence`.execute(db)
  return rows[0]
}

/** False when it was changed or claimed by another meanwhile: then it is due again, or somebody else's. */
export async function finishAddress(trx: Db, claimed: ClaimedAddress): Promise<boolean> {
  const registered = sql`${claimed.wanted ? claimed.token_hash : null}::bytea`
  const now = sql`registered_hash = ${registered}, registered_at = case when ${claimed.wanted} then now() end,
    leased_until = null`
  const { rows } = await sql`
    update webhook_addresses set ${now}, due_at = null, tries = 0
    where organization_id = ${claimed.organization_id} and instance_id = ${claimed.instance_id}
      and fence = ${claimed.fence}
    returning 1`.execute(trx)
  if (rows.length > 0) return true
  // What was done at the vendor is true all the same, and decides what is to be done next.
  await sql`
    update webhook_addresses
    set ${now}, due_at = case when ${isInStep(sql`wanted`, registered)} then null else now() end
    where organization_id = ${claimed.organization_id} and instance_id = ${claimed.instance_id}`.execute(
    trx,
  )
  return false
}

/** Due again after so many seconds, or at once when it was changed meanwhile. Answers false then. */
export async function postponeAddress(
  trx: Db,
  claimed: ClaimedAddress,
  delayS: number,
): Promise<boolean> {
  const { rows } = await sql<{ isLast: boolean }>`
    update webhook_addresses
    set leased_until = null,
      due_at = case when fence = ${claimed.fence} then now() + make_interval(secs => ${delayS}) else due_at end
    where organization_id = ${claimed.organization_id} and instance_id = ${claimed.instance_id}
    returning fence = ${claimed.fence} as "isLast"`.execute(trx)
  return rows[0]?.isLast === true
}

/** The instance is being deleted: nothing more is to be told to its vendor by a worker that does not do so already. */
export async function endAddress(
  db: Db,
  organizationId: number,
  instanceId: number,
): Promise<void> {
  await sql`
    update webhook_addresses set wanted = false, due_at = null, fence = fence + 1
    where organization_id = ${organizationId} and instance_id = ${instanceId}`.execute(db)
}

/** Its vendor has none any more. */
export async function forgetRegistered(
  db: Db,
  organizationId: number,
  instanceId: number,
): Promise<void> {
  await sql`
    update webhook_addresses set registered_hash = null, registered_at = null
    where organization_id = ${organizationId} and instance_id = ${instanceId}`.execute(db)
}

export type EndedAddress = Pick<
  AddressRow,
  'organization_id' | 'instance_id' | 'token_sealed' | 'registered_hash'
> & { readonly isWorkedOn: boolean }

/** How an address stands at its vendor. */
export async function readEnded(
  db: Db,
  organizationId: number,
  instanceId: number,
): Promise<EndedAddress | undefined> {
  const { rows } = await sql<EndedAddress>`
    select organization_id, instance_id, token_sealed, registered_hash,
      coalesce(leased_until > now(), false) as "isWorkedOn"
    from webhook_addresses where organization_id = ${organizationId} and instance_id = ${instanceId}`.execute(
    db,
  )
  return rows[0]
}
