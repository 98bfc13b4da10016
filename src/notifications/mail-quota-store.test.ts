import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import {
  dueSummaries,
  endSummary,
  giveMailBack,
  mostMails,
  removeOldQuotas,
  takeMail,
} from './mail-quota-store.ts'

const database = await testDatabase()
const { db } = database
const place = { organizationId: 1, subscriptionId: 5, address: 'Shop@example.com' }

const take = (notificationId = 1, at = place) => takeMail(db, at, notificationId)
async function fill(): Promise<void> {
  for (let count = 0; count < mostMails; count += 1) expect(await take()).toBe(true)
}
const pass = (interval: string) =>
  sql`update mail_quotas set began_at = began_at - ${interval}::interval,
    summary_due_at = summary_due_at - ${interval}::interval`.execute(db)

beforeEach(async () => {
  await sql`delete from organizations`.execute(db)
  for (const id of [1, 2])
    await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
      values (${id}, 'o', ${Buffer.from([id])}, '')`.execute(db)
  await sql`insert into accounts (id, organization_id, external_id, name, type) overriding system value
    values (11, 1, 'a', 'a', 'Default')`.execute(db)
  await sql`insert into subscriptions (id, organization_id, account_id, origin, channel, topics, destination, config_sealed)
    values (5, 1, 11, 'subscribed', 'email', '{t}', 'Shop@example.com', '')`.execute(db)
})

describe('of mails to one address', () => {
  it('so many go in an hour, whatever its letters, and in the next again', async () => {
    await fill()
    expect(await take()).toBe(false)
    expect(await take(1, { ...place, address: 'shop@EXAMPLE.com' })).toBe(false)
    expect(await take(1, { ...place, address: 'other@example.com' })).toBe(true)
    expect(await take(1, { ...place, organizationId: 2 })).toBe(true)
    await pass('1 hour')
    await fill()
    expect(await take()).toBe(false)
  })

  it('those that their server did not take do not count', async () => {
    await fill()
    await giveMailBack(db, place)
    expect(await take()).toBe(true)
    expect(await take()).toBe(false)
  })

  it('those that were left out are told of once, when the hour is over, even if the next is full', async () => {
    await fill()
    for (let count = 0; count < 3; count += 1) expect(await take()).toBe(false)
    expect(await dueSummaries(db, 10)).toEqual([])
    await pass('1 hour')
    await fill()
    const due = await dueSummaries(db, 10)
    const address = 'shop@example.com'
    expect(due).toEqual([
      { organizationId: 1, subscriptionId: 5, address, accountId: 11, count: 3 },
    ])
    await endSummary(db, { ...place, address }, 77)
    expect(await dueSummaries(db, 10)).toEqual([])
    expect(await take(77)).toBe(true)
    expect(await take(78)).toBe(false)
    await pass('1 hour')
    expect(await dueSummaries(db, 10)).toMatchObject([{ count: 1 }])
  })

  it('nothing is remembered of an address that got none for a day, but what is still to be told', async () => {
    await fill()
    await take()
    await take(1, { ...place, organizationId: 2 })
    await pass('25 hours')
    const organizations = async () =>
      (await db.selectFrom('mail_quotas').select('organization_id').execute()).map(
        (row) => row.organization_id,
      )
    await removeOldQuotas(db)
    expect(await organizations()).toEqual([1])
    await sql`delete from subscriptions`.execute(db)
    await removeOldQuotas(db)
    expect(await organizations()).toEqual([])
  })
})
