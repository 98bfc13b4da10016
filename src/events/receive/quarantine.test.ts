import { expect, it, vi } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { silentLog } from '../../core/log.ts'
import { makeComingDays } from '../../jobs/partitions-store.ts'
import type { NewEvent } from '../event.ts'
import { createQuarantine } from './quarantine.ts'
import type { QuarantinedWebhook } from './quarantine-store.ts'

// One connection: whoever held it while he judges would wait for himself.
const database = await testDatabase({ max: 1 })
const { db, pool } = database

const webhook = (eventId: string): QuarantinedWebhook => ({
  connectorKey: 'shop',
  account: '7',
  eventId,
  contentType: 'application/json',
  headers: {},
  raw: Buffer.from('{}'),
})
const eventOf = ({ eventId, contentType, headers, raw }: QuarantinedWebhook): NewEvent => ({
  organizationId: 1,
  accountId: 2,
  instanceId: 3,
  connectorKey: 'shop',
  source: 'webhook',
  vendorEventId: eventId,
  occurredAt: new Date(),
  contentType,
  headers,
  raw,
})

it("judges without holding a connection, and delivers what is somebody's by now", async () => {
  for (const name of ['events', 'event_keys'] as const) await makeComingDays(db, name, new Date())
  let released = 0
  const quarantine = await createQuarantine({
    database,
    notices: { subscribe: async () => () => {} },
    log: silentLog,
    async judge(one) {
      await pool.query('select 1')
      return one.eventId === 'mine' ? [eventOf(one)] : []
    },
    released: (count) => (released += count),
  })
  expect(await quarantine.keep(webhook('mine'))).toBe(true)
  expect(await quarantine.keep(webhook('nobodys'))).toBe(true)
  await pool.query('update quarantined_webhooks set due_at = now()')
  quarantine.start()
  await vi.waitFor(async () => {
    const { rows } = await pool.query('select vendor_event_id, due_at from quarantined_webhooks')
    expect(rows).toEqual([{ vendor_event_id: 'nobodys', due_at: null }])
  })
  await quarantine.close()
  expect(released).toBe(1)
  const events = await db.selectFrom('events').select('vendor_event_id').execute()
  expect(events).toEqual([{ vendor_event_id: 'mine' }])
})
