import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'

describe('a table as CSV', () => {
  it('quotes what would end a cell', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x,y', 'say "hi"'],
          ['two\nlines', undefined],
          ['', 1.5],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",\r\n,1.5\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1'])(
    'lets no spreadsheet run %j',
    (text) => {
      expect(
        csvOf([], [[text]])
          .split('\r\n')
          .slice(1)
          .join('\r\n'),
      ).toMatch(/^"?'/)
    },
  )

  it('leaves negative numbers and plain words as they are', () => {
    expect(csvOf([], [[-3, 'GET /orders/{id}']])).toBe('\r\n-3,GET /orders/{id}\r\n')
  })
})
