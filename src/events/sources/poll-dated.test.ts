import { expect, test } from 'vitest'
import { readPolledResource } from '../../catalog/polling-configuration.ts'
import type { Cursor } from './cursor.ts'
import { usualPace, type Desk } from './poll-desk.ts'
import { pollDated } from './poll-dated.ts'
import type { ClaimedSource } from './source.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const resource = readPolledResource('changes', {
  url: '/changes?since=${epoch:s}',
  idField: 'id',
  datesConfiguration: {
    updatedDateField: 'updated',
    updatedDateFormat: "yyyy-MM-dd'T'HH:mm:ss'Z'",
  },
})

/** Polls a list that is read so long after the source was claimed; answers the ids that were told. */
async function told(ids: Readonly<Record<string, number>>, readForMs: number): Promise<string[]> {
  return (await polled(ids, readForMs, {})).told
}

async function polled(ids: Readonly<Record<string, number>>, readForMs: number, before: Cursor) {
  const told: string[] = []
  const records = Object.entries(ids).map(([id, at]) => ({
    id,
    updated: `${new Date(now + at).toISOString().slice(0, 19)}Z`,
  }))
  const desk = {
    source: {
      kind: 'poll',
      createdAt: new Date(now - 60_000),
      claimedAt: performance.now() - readForMs,
    } as ClaimedSource,
    resource,
    reader: {
      page: async () => ({ records, total: undefined, next: undefined }),
      read: async () => undefined,
    },
    pace: usualPace,
    check: () => undefined,
    now,
    gap: { seen: 0, missing: 0 },
    untold: async (changes) => changes,
    tell: async (changes) => void told.push(...changes.map(({ objectId }) => objectId)),
  } as Desk
  const { cursor } = await pollDated(desk, before)
  return { told, cursor }
}

test('what changed while the list was read is too young, however long that took', async () => {
  const ids = { settled: -10_000, young: -1000, meanwhile: 4000 }
  expect(await told(ids, 5000)).toEqual(['settled'])
})

test('a vendor whose clock is ahead is believed', async () => {
  expect(await told({ ahead: 60_000 }, 5000)).toEqual(['ahead'])
})

test('a record dated far in the future is told once, and does not hide what comes after it', async () => {
  const future = { dated: 70 * 365 * 86_400_000 }
  const first = await polled({ ...future, before: -20_000 }, 0, {})
  expect(first.told).toEqual(['dated', 'before'])
  expect(first.cursor.main?.at).toBe(now - 20_000)
  const second = await polled({ ...future, before: -20_000, after: -10_000 }, 0, first.cursor)
  expect(second.told).toEqual(['after'])
  expect(second.cursor.main?.at).toBe(now - 10_000)
  expect((await polled(future, 0, second.cursor)).told).toEqual([])
})
