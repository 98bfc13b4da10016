import { afterEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../core/log.ts'
import type { Database } from '../../storage/database.ts'
import { createCare } from './care.ts'
import type { Job } from './job.ts'
import * as jobStore from './job-store.ts'

vi.mock(import('./job-store.ts'), { spy: true })

const job: Job = {
  eventId: 1,
  organizationId: 1,
  instanceId: 3,
  receivedAt: '',
  fence: 1,
  tries: 1,
  failures: 6,
  isBegun: false,
  bytes: 2,
}
const other = { ...job, eventId: 2 }
const transaction = vi.fn(() => Promise.resolve([]))
const coded = (code: string, message = '') => Object.assign(new Error(message), { code })

async function fail(thrown: Error, ...jobs: Job[]) {
  const postpone = vi.mocked(jobStore.postponeJobs).mockResolvedValue()
  const database = { transaction, db: {} } as unknown as Database
  const answers = { accountChanged: () => Promise.resolve() }
  const care = createCare({ database, answers, log: silentLog })
  await care.guarded(jobs, async () => {
    throw thrown
  })
  return postpone.mock.calls.flatMap(([, postponed]) => postponed)
}
afterEach(() => void transaction.mockClear())

describe('a failure', () => {
  it.each([
    coded('ECONNREFUSED'),
    coded('57014', 'canceling statement due to statement timeout'),
    coded('55P03', 'canceling statement due to lock timeout'),
    coded('53300'),
    coded('23514', 'no partition of relation "notifications" found for row'),
  ])('of ours never gives an event up: %s', async (error) => {
    expect(await fail(error, job)).toMatchObject([{ job, waitMs: 5000, isFree: true }])
    expect(transaction).not.toHaveBeenCalled()
  })

  it('of several together counts for none of them', async () => {
    expect(await fail(new TypeError('no'), job, other)).toMatchObject([
      { job, isFree: true },
      { job: other, isFree: true },
    ])
  })

  it.each([new TypeError('no'), coded('22P05'), coded('23514', 'violates a check')])(
    'of an event alone counts: %s',
    async (error) => {
      const young = { ...job, failures: 0 }
      const reason = expect.stringContaining('Its processing failed') as string
      expect(await fail(error, young)).toEqual([
        { job: young, waitMs: 1000, isFree: false, reason },
      ])
    },
  )
})
