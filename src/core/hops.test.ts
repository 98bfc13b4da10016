import { expect, it } from 'vitest'
import { readHops } from './hops.ts'

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
