import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import {
  claimConnectSession,
  countAttempt,
  findConnectSession,
  insertConnectSession,
  releaseConnectSession,
  revokeConnectSession,
  settleConnectSession,
} from './connect-session-store.ts'
import { stateOf } from './session-state.ts'

const { db } = await testDatabase()
const now = new Date('2026-05-01T12:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
let organizationId = 0

beforeEach(async () => {
  await db.deleteFrom('organizations').execute()
  const organization = await db
    .insertInto('organizations')
    .values({ name: 'o', secret_hash: Buffer.from('o'), secret_sealed: Buffer.alloc(0) })
    .returning('id')
    .executeTakeFirstOrThrow()
  organizationId = organization.id
  const tenant = { organization_id: organizationId }
  const account = await db
    .insertInto('accounts')
    .values({ ...tenant, external_id: 'a', name: 'a', type: 'Default' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const user = await db
    .insertInto('users')
    .values({
      ...tenant,
      account_id: account.id,
      email: 'a@example.com',
      secret_hash: Buffer.from('u'),
      secret_sealed: Buffer.alloc(0),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertConnectSession(db, organizationId, {
    id: 's',
    account_id: account.id,
    user_id: user.id,
    token_hash: Buffer.from('s'),
    connector_keys: ['shop'],
    authentication_types: null,
    name: null,
    tags: [],
    configuration_sealed: Buffer.from('sealed'),
    end_user_id: null,
    end_user_email: null,
    end_user_name: null,
    instance_id: null,
    allowed_origins: [],
    return_url: null,
    color_scheme: null,
    primary_color: null,
    corners: null,
    language: null,
    created_at: now,
    expires_at: later(1800),
  })
})

const claim = (who: string, at = now) =>
  claimConnectSession(db, organizationId, 's', who, at, new Date(at.getTime() + 300_000))
const settle = (who: string) => settleConnectSession(db, organizationId, 's', who, 7, now)
const read = async () => {
  const row = await findConnectSession(db, organizationId, 's')
  if (row === undefined) throw new Error('The session is gone')
  return row
}

describe('a claim', () => {
  it('is one at a time, and free again when given back or too old', async () => {
    expect(await Promise.all(['a', 'b', 'c'].map((who) => claim(who)))).toEqual(
      expect.arrayContaining([true, false, false]),
    )
    const { claim: owner } = await read()
    await releaseConnectSession(db, organizationId, 's', 'stranger', 'failed')
    expect(await claim('d')).toBe(false)
    await releaseConnectSession(db, organizationId, 's', owner ?? '', 'denied')
    expect(stateOf(await read(), now.getTime())).toBe('failed')
    expect(await claim('d')).toBe(true)
    expect(stateOf(await read(), now.getTime())).toBe('pending')
    expect(await claim('e', later(300))).toBe(true)
    expect(await settle('d')).toBe(false)
    expect(await settle('e')).toBe(true)
  })

  it('uses the session up once and erases its secrets', async () => {
    await claim('a')
    expect(await settle('a')).toBe(true)
    expect(await settle('a')).toBe(false)
    expect(await read()).toMatchObject({
      outcome: 'connected',
      connected_instance_id: 7,
      configuration_sealed: null,
      claim: null,
      ended_at: now,
    })
    expect(await claim('b', later(600))).toBe(false)
    expect(await revokeConnectSession(db, organizationId, 's', now)).toBe(false)
  })

  it('is void when the session was revoked or belongs to somebody else', async () => {
    await claim('a')
    expect(await revokeConnectSession(db, organizationId + 1, 's', now)).toBe(false)
    expect(await revokeConnectSession(db, organizationId, 's', now)).toBe(true)
    expect(await settle('a')).toBe(false)
    expect((await read()).configuration_sealed).toBeNull()
  })

  it('cannot be had of a session that has expired', async () => {
    expect(await claim('a', later(1800))).toBe(false)
    expect(stateOf(await read(), later(1800).getTime())).toBe('expired')
  })
})

describe('tries', () => {
  it('are counted up to their number, and only while the session can be used', async () => {
    const tryIt = (at = now) => countAttempt(db, organizationId, 's', at, 2)
    expect([await tryIt(), await tryIt(), await tryIt()]).toEqual([true, true, false])
    expect(await countAttempt(db, organizationId, 's', later(1800), 99)).toBe(false)
  })
})
