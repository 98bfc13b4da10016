import { describe, expect, test } from 'vitest'
import { parsePostmasterFile } from './postmaster-file.ts'

describe('parsePostmasterFile', () => {
  test('reads what a running server wrote', () => {
    const text = '71\n/data/postgres\n1790000000\n5432\n/data/socket\n\n  1234 0\nready   \n'
    expect(parsePostmasterFile(text)).toEqual({
      pid: 71,
      port: 5432,
      socketFolder: '/data/socket',
      status: 'ready',
    })
  })

  test('reads a file that is only begun as one of unknown status, and an empty one as none', () => {
    expect(parsePostmasterFile('71\n/data/postgres\n')).toMatchObject({
      pid: 71,
      status: 'unknown',
    })
    expect(parsePostmasterFile('')).toBeUndefined()
  })
})
