import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../core/log.ts'
import type { NewEvent, StoredEvent } from '../event.ts'
import { createGroupCommit, type GroupCommitParts } from './group-commit.ts'

const event = (vendorEventId: string, change: Partial<NewEvent> = {}): NewEvent => ({
  organizationId: 1,
  accountId: 2,
  instanceId: 3,
  connectorKey: 'shop',
  source: 'webhook',
  vendorEventId,
  occurredAt: new Date(0),
  contentType: 'application/json',
  headers: {},
  raw: Buffer.from(vendorEventId),
  ...change,
})

/** Commits end when the test says so. */
function stage(change: Partial<GroupCommitParts> = {}) {
  const commits: { ids: string[]; finish: (error?: Error) => void }[] = []
  const group = createGroupCommit({
    commit: (batch) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error) =>
          error === undefined ? resolve(batch.map(storedOf)) : reject(error)
        commits.push({ ids: batch.map(({ vendorEventId }) => vendorEventId), finish })
      }),
    isBadValue: () => false,
    log: silentLog,
    ...change,
  })
  const began = (count: number) => vi.waitFor(() => expect(commits).toHaveLength(count))
  return { commits, group, began }
}
const storedOf = ({ instanceId, vendorEventId }: NewEvent): StoredEvent => ({
  id: 1,
  instanceId,
  vendorEventId,
})

describe('a group commit', () => {
  it('takes what arrives while one runs into the next, and answers only after it', async () => {
    const { commits, group, began } = stage()
    const answered: string[] = []
    const add = (id: string) => group.add([event(id)]).then(() => answered.push(id))
    const all = [add('a')]
    await began(1)
    all.push(add('b'), add('c'))
    expect(answered).toEqual([])
    commits[0]?.finish()
    await began(2)
    expect(answered).toEqual(['a'])
    expect(commits[1]?.ids).toEqual(['b', 'c'])
    expect(group.waiting()).toEqual({ events: 2, bytes: 2 })
    commits[1]?.finish()
    await Promise.all(all)
    expect(group.waiting()).toEqual({ events: 0, bytes: 0 })
    await group.close()
  })

  it('says of each request what was new', async () => {
    const { group } = stage({ commit: async (batch) => batch.slice(1).map(storedOf) })
    const [known, fresh] = await Promise.all([
      group.add([event('a')]),
      group.add([event('b'), event('c', { instanceId: 4 })]),
    ])
    expect(known).toEqual([])
    expect(fresh).toHaveLength(2)
  })

  it('answers 503 with Retry-After when the commit fails, takes too long, or is not there', async () => {
    const refused = { code: 'unavailable', status: 503, headers: { 'retry-after': '10' } }
    const { commits, group, began } = stage()
    const failing = expect(group.add([event('a')])).rejects.toMatchObject(refused)
    await began(1)
    commits[0]?.finish(new Error('no database'))
    await failing
    const slow = stage({ longestWaitMs: 20 })
    await expect(slow.group.add([event('a')])).rejects.toMatchObject(refused)
    // The one that hangs still counts, so that the memory it holds is bounded.
    expect(slow.group.waiting().events).toBe(1)
    slow.commits[0]?.finish()
    await slow.group.close()
    await expect(slow.group.add([event('b')])).rejects.toMatchObject(refused)
  })

  it('refuses when too much waits, in events and in bytes, and takes more afterwards', async () => {
    for (const bounds of [{ mostEvents: 2 }, { mostBytes: 2 }]) {
      const { commits, group, began } = stage(bounds)
      const first = Promise.all([group.add([event('a')]), group.add([event('b')])])
      await expect(group.add([event('c')])).rejects.toMatchObject({ code: 'unavailable' })
      await began(1)
      commits[0]?.finish()
      await first
      const again = group.add([event('c')])
      await began(2)
      commits[1]?.finish()
      await again
    }
  })

  it('keeps the others when one event cannot be stored', async () => {
    const tried: string[][] = []
    const { group } = stage({
      isBadValue: () => true,
      commit: async (batch) => {
        const ids = batch.map(({ vendorEventId }) => vendorEventId)
        tried.push(ids)
        if (ids.includes('bad')) throw new Error('bad value')
        return batch.map(storedOf)
      },
    })
    const ids = ['a', 'b', 'bad', 'c', 'd']
    const outcomes = await Promise.allSettled(ids.map((id) => group.add([event(id)])))
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
    expect(tried[0]).toEqual(ids)
  })

  it('cuts batches by bytes and rows', async () => {
    const { commits, group, began } = stage()
    const big = Buffer.alloc(7 * 1024 * 1024)
    const all = [
      ...Array.from({ length: 3 }, (_, n) => group.add([event(`big${n}`, { raw: big })])),
      ...Array.from({ length: 600 }, (_, n) => group.add([event(`small${n}`)])),
    ]
    for (let commit = 1; commit <= 3; commit += 1) {
      await began(commit)
      commits[commit - 1]?.finish()
    }
    await Promise.all(all)
    expect(commits.map(({ ids }) => ids.length)).toEqual([2, 500, 101])
  })
})
