import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { silentLog } from '../../core/log.ts'
import {
  beginWrite,
  endWrite,
  forgetWrite,
  echoKey,
  keepEchoes,
  writesOf,
} from '../../hub/own-writes-store.ts'
import { createProcessMaintenance } from './maintenance.ts'
import { keepTold, nameOf, toldStates } from './told-records-store.ts'

const database = await testDatabase()
const { db } = database
const maintenance = createProcessMaintenance({ database, log: silentLog })

let organizationId = 0
const write = { objectType: 'orders', objectId: '7', eventType: 'UPDATED' as const }
const place = () => ({ organizationId, vendorAccount: 'shop', objectType: 'orders', objectId: '7' })

beforeEach(async () => {
  await sql`truncate own_writes, told_records`.execute(db)
  const { rows } = await sql<{ id: number }>`
    insert into organizations (name, secret_hash, secret_sealed)
    values ('O', ${Buffer.from(String(Math.random()))}, 'x') returning id`.execute(db)
  organizationId = rows[0]?.id ?? 0
})

describe('own writes', () => {
  it('are found by their record and echoed once to an instance', async () => {
    const id = await beginWrite(db, organizationId, 'shop', write)
    expect(await writesOf(db, [place()])).toMatchObject([{ id, endedAt: undefined, echoedTo: [] }])
    await endWrite(db, organizationId, id, undefined)
    expect(await writesOf(db, [place()])).toMatchObject([
      { objectId: '7', endedAt: expect.any(Date) as Date },
    ])
    const echo = { organizationId, writeId: id, instanceId: 5, isReconciled: false }
    const asked = { ...echo, isReconciled: true }
    expect([...(await keepEchoes(db, [asked, asked]))]).toEqual([echoKey(asked)])
    expect([...(await keepEchoes(db, [echo]))]).toEqual([echoKey(echo)])
    expect((await keepEchoes(db, [echo, asked])).size).toBe(0)
    expect(
      (
        await keepEchoes(db, [
          { ...echo, instanceId: 6 },
          { ...asked, instanceId: 6 },
        ])
      ).size,
    ).toBe(1)
    expect(await writesOf(db, [{ ...place(), vendorAccount: 'other' }])).toEqual([])
    expect(await writesOf(db, [{ ...place(), organizationId: 0 }])).toEqual([])
  })

  it('of records that are being made are found for a minute, then by their id', async () => {
    const id = await beginWrite(db, organizationId, 'shop', { ...write, objectId: undefined })
    expect(await writesOf(db, [place()])).toMatchObject([{ id, objectId: null }])
    await endWrite(db, organizationId, id, '8')
    expect(await writesOf(db, [place()])).toEqual([])
    expect(await writesOf(db, [{ ...place(), objectId: '8' }])).toMatchObject([{ id }])
    await beginWrite(db, organizationId, 'shop', { ...write, objectId: undefined })
    await sql`update own_writes set began_at = began_at - interval '2 minutes'`.execute(db)
    expect(await writesOf(db, [place()])).toEqual([])
  })

  it('whose end nobody saw are over after a minute; what did not happen is forgotten', async () => {
    const id = await beginWrite(db, organizationId, 'shop', write)
    await sql`update own_writes set began_at = began_at - interval '2 minutes'`.execute(db)
    const [found] = await writesOf(db, [place()])
    expect((found?.endedAt?.getTime() ?? 0) - (found?.beganAt.getTime() ?? 0)).toBe(60_000)
    await forgetWrite(db, organizationId, id)
    expect(await writesOf(db, [place()])).toEqual([])
  })
})

describe('the maintenance', () => {
  it('removes what is too old, and nothing else', async () => {
    for (let index = 0; index < 3; index += 1) await beginWrite(db, organizationId, 'shop', write)
    await sql`insert into own_writes (organization_id, vendor_account, object_type, event_type, began_at)
      select ${organizationId}, 'shop', 'orders', 'UPDATED', now() - interval '2 days'
      from generate_series(1, 1500)`.execute(db)
    expect(await maintenance.run()).toBe(1500)
    expect(await writesOf(db, [place()])).toHaveLength(3)
  })

  it('forgets what was told days ago', async () => {
    await database.transaction(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`insert into instances (id, organization_id, account_id, user_id, connector_id, connector_key, name,
          token_hash, token_sealed, authentication_type, external_authentication, tags)
        overriding system value
        values (5, ${organizationId}, 2, 5, 1, 'shop', 'North', 'a', '', 'oauth2', 'none', '{}')`.execute(
        trx,
      )
    })
    const name = { organizationId, instanceId: 5, objectType: 'orders', objectId: '7' }
    await keepTold(db, [{ ...name, state: Buffer.from('a') }])
    await keepTold(db, [
      { ...name, state: Buffer.from('b') },
      { ...name, instanceId: 6, state: Buffer.from('c') },
    ])
    expect(await toldStates(db, [name])).toEqual(new Map([[nameOf(name), Buffer.from('b')]]))
    expect(await maintenance.run()).toBe(0)
    await sql`update told_records set told_at = told_at - interval '8 days'`.execute(db)
    expect(await maintenance.run()).toBe(1)
  })
})
