import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { systemClock } from '../core/clock.ts'
import { silentLog } from '../core/log.ts'
import { openVault } from '../vault/vault.ts'
import { createAudit } from '../audit/audit.ts'
import { createAccounts } from './accounts.ts'

const database = await testDatabase()
const vault = openVault({ masterKeys: [randomBytes(32)], lookupKey: randomBytes(32) })
const audit = createAudit({ database, clock: systemClock, log: silentLog })
await audit.maintain()
const accounts = createAccounts({ database, vault, clock: systemClock, log: silentLog, audit })

describe('the first organization', () => {
  it('is founded once by however many nodes start at once, with what the operator chose', async () => {
    const chosen = {
      userSecret: 'chosen-user-secret',
      organizationSecret: 'chosen-organization-secret',
      adminEmail: 'boss@example.com',
      adminPassword: 'chosen-password',
    }
    const founded = await Promise.all(
      [1, 2, 3, 4].map(() => accounts.ensureFirstOrganization(chosen)),
    )
    expect(founded.filter((one) => one !== undefined)).toHaveLength(1)
    const caller = await accounts.findBySecrets('chosen-user-secret', 'chosen-organization-secret')
    expect(caller).toMatchObject({ isOrganizationAdmin: true, via: 'secrets' })
    const { rows } = await database.pool.query('select count(*)::int as count from organizations')
    expect(rows).toEqual([{ count: 1 }])
  })

  it('keeps no secret in clear', async () => {
    const { rows } = await database.pool.query<{ all: string }>(
      `select coalesce(string_agg(o::text || u::text, ''), '') as all
       from organizations o join users u on u.organization_id = o.id`,
    )
    const clear = ['chosen-user-secret', 'chosen-organization-secret', 'chosen-password']
    for (const secret of clear) {
      expect(rows[0]?.all).not.toContain(secret)
      expect(rows[0]?.all).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })
})

describe('further organizations', () => {
  it('are refused an email that is taken, and leave nothing behind', async () => {
    const request = { name: 'Two', email: 'two@example.com' }
    await accounts.createOrganization(request)
    await expect(
      accounts.createOrganization({ name: 'Three', email: 'TWO@example.com' }),
    ).rejects.toMatchObject({ code: 'conflict' })
    const { rows } = await database.pool.query("select 1 from organizations where name = 'Three'")
    expect(rows).toEqual([])
  })

  it('have users only of their own', async () => {
    const founded = await accounts.createOrganization({ name: 'Four', email: 'four@example.com' })
    const { secret } = await accounts.createUser(founded.organizationId, { email: 'u@example.com' })
    const caller = await accounts.findBySecrets(secret, founded.organizationSecret)
    expect(caller).toMatchObject({
      organizationId: founded.organizationId,
      isOrganizationAdmin: false,
      roles: ['org'],
    })
    expect(await accounts.findBySecrets(secret, 'chosen-organization-secret')).toBeUndefined()
  })

  it('lose the users of a deactivated account', async () => {
    const founded = await accounts.createOrganization({ name: 'Five', email: 'five@example.com' })
    await database.pool.query('update accounts set active = false where id = $1', [
      founded.accountId,
    ])
    const { userSecret, organizationSecret } = founded
    expect(await accounts.findBySecrets(userSecret, organizationSecret)).toBeUndefined()
    await expect(
      accounts.login('five@example.com', founded.password, '1.1.1.1'),
    ).rejects.toMatchObject({ code: 'login_failed' })
  })
})

describe('sessions', () => {
  it('last twelve hours after their last use', async () => {
    let now = Date.now()
    const timed = createAccounts({
      database,
      vault,
      clock: { now: () => now },
      log: silentLog,
      audit,
    })
    const founded = await timed.createOrganization({ name: 'Six', email: 'six@example.com' })
    const { token = '' } = await timed.login('six@example.com', founded.password, '1.1.1.1')
    now += 11 * 3_600_000
    expect(await timed.findBySession(token)).toBeDefined()
    // The use moved the end; the first twelve hours are over by now.
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query<{ expires_at: Date }>(
          'select expires_at from sessions where organization_id = $1',
          [founded.organizationId],
        )
        return rows[0]?.expires_at.getTime()
      })
      .toBe(now + 12 * 3_600_000)
    now += 11 * 3_600_000
    expect(await timed.findBySession(token)).toBeDefined()
    now += 12 * 3_600_000 + 1
    expect(await timed.findBySession(token)).toBeUndefined()
  })
})
