import { describe, expect, it } from 'vitest'
import { newRequestId } from './ids.ts'

describe('newRequestId', () => {
  const ids = Array.from({ length: 5000 }, newRequestId)

  it('is 24 lower-case hex characters, never the same twice', () => {
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('sorts by the time at which it was made', () => {
    const times = ids.map((id) => id.slice(0, 12))
    expect(times).toEqual(times.toSorted())
  })
})
