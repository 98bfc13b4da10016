import { describe, expect, it } from 'vitest'
import { mostRows, tailRow, withCome, type TailRow } from './tail-rows.ts'

const row = (id: number): TailRow => ({
  id,
  kind: 'custom',
  sentence: `message ${id}`,
  topic: 'deploys',
  instance: '',
  accountId: 1,
  createdDate: '2026-11-29T12:00:00Z',
})

describe('the rows of a live tail', () => {
  it('are the newest first, each once', () => {
    const rows = withCome([row(2), row(1)], [row(2), row(3), row(4)])
    expect(rows.map(({ id }) => id)).toEqual([4, 3, 2, 1])
    expect(withCome(rows, [row(4)])).toBe(rows)
    expect(withCome(rows, [])).toBe(rows)
  })

  it('are no more than fit: the oldest go', () => {
    const many = Array.from({ length: mostRows }, (_, index) => row(index + 1))
    const rows = withCome(withCome([], many), [row(mostRows + 1)])
    expect(rows).toHaveLength(mostRows)
    expect(rows[0]?.id).toBe(mostRows + 1)
    expect(rows.at(-1)?.id).toBe(2)
  })

  it('keep no body', () => {
    const message = { instanceName: 'Shop', raw: 'x'.repeat(1000), events: [] }
    const told = { id: 1, kind: 'events', topic: 't', accountId: 1, instanceId: 3, createdDate: '' }
    const kept = tailRow({ ...told, message } as never)
    expect(kept).toMatchObject({ sentence: 'Something changed', instance: 'Shop' })
    expect(JSON.stringify(kept).length).toBeLessThan(200)
  })
})
