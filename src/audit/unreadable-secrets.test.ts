import { describe, expect, it } from 'vitest'
import { silentLog } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import { SealError } from '../vault/sealer.ts'
import type { AuditReport } from './audit.ts'
import { createUnreadableSecrets } from './unreadable-secrets.ts'

function open(record?: () => Promise<void>) {
  const rows: AuditReport[] = []
  let now = 0
  const made = createUnreadableSecrets({
    audit: {
      record: async (_db, report) => {
        await record?.()
        rows.push(report)
      },
    },
    database: { db: undefined as unknown as Database['db'] },
    clock: { now: () => now },
    log: silentLog,
  })
  const fail = (...of: Parameters<typeof sealContext>) =>
    made.report(new SealError('damaged', sealContext(...of)))
  return { made, rows, fail, pass: (ms: number) => void (now += ms) }
}

describe('a secret that does not open', () => {
  it('is told with its organization, its record and its instance', async () => {
    const { rows, fail } = open()
    fail('instance_configuration', 3, 1000, 'oauth.user.token')
    fail('vendor_apps', 3, 'shop')
    fail('oauth_states', 3, Buffer.from('s'))
    await expect.poll(() => rows.length).toBe(3)
    expect(rows).toMatchObject([
      {
        organizationId: 3,
        area: 'element-instances',
        action: 'secret.unreadable',
        entityId: 'instance_configuration/1000/oauth.user.token',
        instanceId: 1000,
        status: 500,
      },
      { area: 'elements', entityId: 'vendor_apps/shop', instanceId: undefined },
      { area: 'authentication' },
    ])
  })

  it('is told once an hour, and counted each time', async () => {
    const { rows, fail, pass, made } = open()
    fail('users', 3, 7)
    pass(3_599_999)
    fail('users', 3, 7)
    fail('users', 4, 7)
    await expect.poll(() => rows.length).toBe(2)
    pass(1)
    fail('users', 3, 7)
    await expect.poll(() => rows.length).toBe(3)
    expect(made.counts()).toEqual({ unknown_key: 0, damaged: 4 })
  })

  it('fills no log when nothing opens any more', async () => {
    const { rows, fail, pass, made } = open()
    for (let id = 0; id < 1500; id += 1) fail('users', 3, id)
    await expect.poll(() => rows.length).toBe(1000)
    pass(3_600_000)
    fail('users', 3, 1400)
    await expect.poll(() => rows.length).toBe(1001)
    expect(made.counts().damaged).toBe(1501)
  })

  it('of no organization is counted only, and a log that is away disturbs nobody', async () => {
    const { rows, fail, made } = open(() => Promise.reject(new Error('away')))
    fail('oauth_states', null, Buffer.from('s'))
    fail('users', 3, 7)
    await Promise.resolve()
    expect(made.counts().damaged).toBe(2)
    expect(rows).toEqual([])
  })
})
