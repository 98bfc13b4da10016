import { expect, it } from 'vitest'
import { keptHops, loopRefusal, readHops } from './hops.ts'

it.each([
  [undefined, 0],
  ['', 0],
  ['x', 0],
  ['-3', 0],
  ['1', 1],
  ['1, 4', 4],
  [['2', '3'], 3],
  ['400', 5],
])('hops of %j are %i', (header, expected) => {
  expect(readHops(header)).toBe(expected)
})

it('keeps hops of what came of notifications, and refuses it from five on', () => {
  expect([keptHops(undefined), keptHops('0'), keptHops('4')]).toEqual([
    {},
    {},
    { 'hubwright-hops': '4' },
  ])
  expect(loopRefusal('4')).toBeUndefined()
  expect(loopRefusal('5')).toMatchObject({ code: 'notification_loop' })
})
