import { describe, expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import type { UsageRecord } from './usage-record.ts'
import { createUsageRecorder } from './usage-recorder.ts'

const record = (requestId: string): UsageRecord => ({
  requestId,
  organizationId: 1,
  accountId: 1,
  userId: 1,
  instanceId: 1,
  instanceName: 'Shop',
  connectorKey: 'shop',
  hub: 'ecommerce',
  method: 'GET',
  api: 'GET /orders',
  requestUri: '/orders',
  requestIp: '127.0.0.1',
  status: 200,
  vendorCalls: 1,
  durationMs: 5,
  tags: [],
  message: null,
  at: 0,
})

function open(options: { fail?: boolean; capacity?: number; batchSize?: number } = {}) {
  const state = { fail: options.fail ?? false, batches: [] as string[][] }
  const recorder = createUsageRecorder({
    store: {
      insert: async (records) => {
        if (state.fail) throw new Error('away')
        if (records.some(({ hub }) => hub === 'poison')) {
          throw Object.assign(new Error('invalid input syntax'), { code: '22P02' })
        }
        state.batches.push(records.map(({ requestId }) => requestId))
      },
    },
    log: silentLog,
    capacity: options.capacity ?? 100,
    batchSize: options.batchSize ?? 3,
    flushEveryMs: 60_000,
  })
  return { recorder, state }
}

describe('usage records', () => {
  test('are written in batches, in order, the rest at close', async () => {
    const { recorder, state } = open()
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) recorder.record(record(id))
    await recorder.close()
    expect(state.batches.flat()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    expect(state.batches.every((batch) => batch.length <= 3)).toBe(true)
    expect(recorder.counts()).toEqual({ written: 7, dropped: 0, waiting: 0 })
  })

  test('are not held up by one that the database does not take', async () => {
    const { recorder, state } = open({ batchSize: 8 })
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      recorder.record({ ...record(id), ...(id === 'd' || id === 'g' ? { hub: 'poison' } : {}) })
    }
    await recorder.flush()
    expect(state.batches.flat()).toEqual(['a', 'b', 'c', 'e', 'f'])
    expect(recorder.counts()).toEqual({ written: 5, dropped: 2, waiting: 0 })
    await recorder.close()
  })

  test('wait for a database that is away, and are dropped and counted when there are too many', async () => {
    const { recorder, state } = open({ fail: true, capacity: 5 })
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) recorder.record(record(id))
    await recorder.flush()
    expect(recorder.counts()).toEqual({ written: 0, dropped: 2, waiting: 5 })
    state.fail = false
    await recorder.flush()
    expect(state.batches.flat()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(recorder.counts()).toEqual({ written: 5, dropped: 2, waiting: 0 })
    await recorder.close()
  })

  test('that nobody took are counted as dropped at close', async () => {
    const { recorder } = open({ fail: true })
    recorder.record(record('a'))
    await recorder.close()
    expect(recorder.counts()).toEqual({ written: 0, dropped: 1, waiting: 0 })
  })
})
