import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressedBy, addressedById, decodedId } from './webhook-request.ts'

describe('an encoded id', () => {
  it('is base64 of the decimal number, padded or not', () => {
    expect(decodedId('Mzg4NjAx')).toBe(388_601)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (id) => {
        const encoded = Buffer.from(String(id)).toString('base64')
        expect(decodedId(encoded)).toBe(id)
        expect(decodedId(encoded.replaceAll('=', ''))).toBe(id)
      }),
    )
  })

  it.each(['', '12', 'MA==', 'LTU=', 'MS41', 'YWJj', 'M%', '====', 'OTk5OTk5OTk5OTk5OTk5OTk5'])(
    '%j is none',
    (text) => {
      expect(addressedById(text)).toEqual({ kind: 'none' })
    },
  )
})

describe('the header Element-Instances', () => {
  it('names instances, each once', () => {
    expect(addressedBy(undefined)).toEqual({ kind: 'connector' })
    expect(addressedBy('12')).toEqual({ kind: 'instances', ids: [12] })
    expect(addressedBy('12, 13,12')).toEqual({ kind: 'instances', ids: [12, 13] })
  })

  it.each([
    '',
    ',',
    '12,',
    'a',
    '0',
    '-1',
    '1.5',
    Array.from({ length: 51 }, (_, n) => n + 1).join(),
  ])('%j is not understood', (header) => {
    expect(addressedBy(header)).toEqual({ kind: 'none' })
  })
})
