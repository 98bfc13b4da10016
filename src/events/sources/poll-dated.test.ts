import { expect, test } from 'vitest'
import { readPolledResource } from '../../catalog/polling-configuration.ts'
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
  await pollDated(desk, {})
  return told
}

test('what changed while the list was read is too young, however long that took', async () => {
  const ids = { settled: -10_000, young: -1000, meanwhile: 4000 }
  expect(await told(ids, 5000)).toEqual(['settled'])
})

test('a vendor whose clock is ahead is believed', async () => {
  expect(await told({ ahead: 60_000 }, 5000)).toEqual(['ahead'])
})
