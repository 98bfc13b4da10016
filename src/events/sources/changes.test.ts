import { describe, expect, it } from 'vitest'
import { readPolledResource } from '../../catalog/polling-configuration.ts'
import { changeOf, deletionOf, unreadable } from './changes.ts'

const resource = readPolledResource('orders', {
  url: '/orders',
  idField: 'order.id',
  datesConfiguration: {
    updatedDateField: 'updated',
    updatedDateFormat: 'yyyy-MM-dd HH:mm:ss',
    createdDateField: 'created',
  },
  createdCheckTolerance: 5,
  deleted: { url: '/orders/deleted', idField: 'id', dateField: 'date' },
})
const at = Date.UTC(2026, 2, 1, 9, 30)
const change = (record: unknown, readTo = at) => changeOf(resource, record, readTo)

describe('a polled record', () => {
  it.each([
    ['2026-03-01 09:30:00', '2026-03-01 09:30:05', 'CREATED'],
    ['2026-03-01 09:29:59', '2026-03-01 09:30:05', 'UPDATED'],
    // Nobody has seen it before, although it was changed again since.
    ['2026-03-01 09:30:01', '2026-03-01 09:40:00', 'CREATED'],
  ])('made %s and changed %s is %s', (created, updated, eventType) => {
    expect(change({ order: { id: 7 }, created, updated })).toMatchObject({
      objectId: '7',
      eventType,
    })
  })

  it('has one mark for one change', () => {
    const record = {
      order: { id: 'A' },
      created: '2026-01-01 00:00:00',
      updated: '2026-03-01 09:30:05',
    }
    const mark = (changed: unknown) => (change(changed) as { mark: string }).mark
    expect(mark({ ...record, more: 1 })).toBe(mark(record))
    expect(mark({ ...record, updated: '2026-03-01 09:30:06' })).not.toBe(mark(record))
    expect(mark({ ...record, order: { id: 'B' } })).not.toBe(mark(record))
  })

  it.each([
    ['seconds', at / 1000],
    ['milliseconds', at],
    ['ISO with its offset', '2026-03-01T10:30:00+01:00'],
    ['as configured', '2026-03-01 09:30:00'],
  ])('tells its time in %s', (_name, updated) => {
    expect(change({ order: { id: 7 }, updated })).toMatchObject({ at, eventType: 'UPDATED' })
  })

  it('counts as made when the vendor keeps no time of change', () => {
    const simple = { ...resource, filterByUpdatedDate: false }
    const record = {
      order: { id: 7 },
      created: '2026-03-01 09:30:00',
      updated: '2026-03-02 00:00:00',
    }
    expect(changeOf(simple, record, at)).toMatchObject({ at, eventType: 'CREATED' })
  })

  it.each([{}, null, 'x', { order: { id: 7 } }, { order: {}, updated: '2026-03-01 09:30:00' }])(
    'without id or time is none: %j',
    (record) => {
      expect(change(record)).toBe(unreadable)
    },
  )

  it('whose date is written otherwise is a mistake of the configuration', () => {
    expect(() => change({ order: { id: 7 }, updated: '01.03.2026' })).toThrow(
      "The date '01.03.2026' in 'updated' is not written as 'yyyy-MM-dd HH:mm:ss'",
    )
  })

  it('may be gone', () => {
    const { deleted } = resource
    if (deleted === undefined) throw new Error('no log')
    expect(deletionOf(deleted, { id: 7, date: '2026-03-01 09:30:00' })).toMatchObject({
      objectId: '7',
      eventType: 'DELETED',
      at,
    })
    expect(deletionOf(deleted, { date: '2026-03-01 09:30:00' })).toBe(unreadable)
  })
})
