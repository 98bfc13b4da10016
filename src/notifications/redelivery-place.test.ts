import { expect, it } from 'vitest'
import { readPlace, writePlace } from './redelivery-place.ts'

const until = '2026-03-01T10:00:00.000Z'
const after = { created: '2026-03-01T09:59:59.123456Z', notificationId: 70_001 }

it.each([after, undefined])('comes back as it was written (%o)', (mark) => {
  const place = { subscriptionId: 5000, after: mark, until }
  expect(readPlace(writePlace(place))).toEqual(place)
  expect(readPlace(writePlace(place), 5000)).toEqual(place)
})

it.each([
  '',
  'x',
  Buffer.from(`5000 2026-99-99T09:59:59.123456Z/1 ${until}`).toString('base64url'),
  Buffer.from('5000 - 2026-99-99T10:00:00.000Z').toString('base64url'),
  Buffer.from('5000 - 2026-02-30T10:00:00.000Z').toString('base64url'),
  Buffer.from('5000 - 0000-01-01T10:00:00.000Z').toString('base64url'),
  Buffer.from(`5000 - ${until} more`).toString('base64url'),
])('%s is none', (token) => {
  expect(() => readPlace(token)).toThrow(/nextPage/)
})

it('of another subscription is none', () => {
  expect(() => readPlace(writePlace({ subscriptionId: 1, after, until }), 2)).toThrow(/nextPage/)
})
