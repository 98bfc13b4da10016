import { expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { endDeadLeases } from './dead-leases-store.ts'

const { connection, pool } = await testDatabase()

test('leases that still run end; what has none is left alone', async () => {
  await pool.query(`
    insert into event_jobs (event_id, organization_id, instance_id, received_at, leased_until)
    values (1, 1, 1, now(), now() + interval '10 seconds'), (2, 1, 1, now(), null)`)
  await endDeadLeases(connection, silentLog)
  const { rows } = await pool.query(
    'select event_id, leased_until <= now() as free from event_jobs order by event_id',
  )
  expect(rows).toEqual([
    { event_id: 1, free: true },
    { event_id: 2, free: null },
  ])
})
