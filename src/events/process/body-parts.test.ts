import { expect, it } from 'vitest'
import { partsOf } from './body-parts.ts'

const megabytes = (count: number) => ({
  notification: {
    organizationId: 1,
    accountId: 2,
    kind: 'events' as const,
    topic: String(count),
    severity: 'low' as const,
    body: () => '',
  },
  bytes: count * 1024 * 1024,
})

it.each([
  [[], []],
  [[1, 2, 3], [[1, 2, 3]]],
  [
    [20, 12, 1],
    [[20, 12], [1]],
  ],
  [
    [40, 8, 40],
    [[40], [8], [40]],
  ],
])('notifications of %j MB are told in the parts %j', (sizes, parts) => {
  const found = partsOf(sizes.map(megabytes))
  expect(found.map((part) => part.map(({ topic }) => Number(topic)))).toEqual(parts)
})
