import { describe, expect, test } from 'vitest'
import type { Log } from '../core/log.ts'
import { silentLog } from '../core/log.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { Database } from '../storage/database.ts'
import { createAnswerCache } from './answer-cache.ts'

const instance = { id: 1, vendorAccount: 'shop' } as OpenInstance

/** A database that must not be reached, and whatever the instances say. */
async function open(isCachingOn: () => boolean | Promise<boolean>) {
  const warnings: unknown[] = []
  const log: Log = { ...silentLog, warn: (...words: unknown[]) => void warnings.push(words) }
  const cache = await createAnswerCache({
    database: {} as Database,
    notices: { subscribe: async () => () => undefined },
    instances: { onForget: () => undefined, isCachingOn },
    clock: { now: () => 0 },
    log,
    longestWaitMs: 1,
  })
  return { cache, warnings }
}

describe('a change at the vendor', () => {
  test.each([false, Promise.resolve(false)])(
    'is not told when nobody remembers: %s',
    async (off) => {
      const { cache, warnings } = await open(() => off)
      await cache.accountChanged(instance)
      expect(warnings).toEqual([])
    },
  )

  test('that cannot be told is logged and fails nothing', async () => {
    const { cache, warnings } = await open(() => Promise.reject(new Error('away')))
    await cache.accountChanged(instance)
    expect(warnings).toMatchObject([
      [{ instanceId: 1, err: { message: 'away' } }, expect.anything()],
    ])
  })

  test('is not held up by a database that does not answer', async () => {
    const { cache } = await open(() => new Promise(() => undefined))
    await cache.accountChanged(instance)
  })
})
