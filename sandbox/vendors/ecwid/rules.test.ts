import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../html.ts'
import { formatDate, formatLocal, parseDate } from './dates.ts'
import { EcwidError } from './errors.ts'
import { roundMoney } from './money.ts'
import { unitPrice } from './product-fields.ts'
import { parseResponseFields, selectFields } from './response-fields.ts'

describe('dates', () => {
  it('survive being written and read, in any offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_799 }),
        fc.integer({ min: -720, max: 840 }),
        (seconds, offset) => parseDate(formatDate(seconds, offset)) === seconds,
      ),
    )
  })

  it.each(['2026-02-30', '2026-13-01', '2026-01-01 25:00:00', '26-01-01', '', ' 5', '-5', '1e9'])(
    'are refused when they are %j',
    (text) => {
      expect(parseDate(text)).toBeUndefined()
    },
  )

  it('follow the store’s clock through summer time', () => {
    const noon = (month: number) => Date.UTC(2026, month, 1, 12) / 1000
    expect(formatLocal(noon(0), 'America/New_York')).toBe('2026-01-01 07:00:00')
    expect(formatLocal(noon(6), 'America/New_York')).toBe('2026-07-01 08:00:00')
  })
})

describe('money', () => {
  it.each([
    [1.005, 1.01],
    [2.016, 2.02],
    [0.145, 0.15],
    [-1.005, -1.01],
    [10, 10],
    [0.1 + 0.2, 0.3],
  ])('rounds %d half up to %d', (value, rounded) => {
    expect(roundMoney(value)).toBe(rounded)
  })

  it('adds modifiers to the tier price without compounding percents', () => {
    const base = { price: 20 }
    const modifiers = [
      { value: 3, percent: false },
      { value: -10, percent: true },
    ]
    expect(unitPrice(base, 1, modifiers)).toBe(21)
    const tiers = {
      price: 10,
      wholesalePrices: [
        { quantity: 20, price: 7.5 },
        { quantity: 5, price: 9 },
      ],
    }
    expect([1, 5, 19, 20].map((quantity) => unitPrice(tiers, quantity, []))).toEqual([
      10, 9, 9, 7.5,
    ])
  })
})

describe('responseFields', () => {
  it('keeps exactly what is named, at any depth and through lists', () => {
    const value = { total: 1, items: [{ id: 1, name: 'a', options: [{ name: 'n', x: 1 }] }] }
    const selection = parseResponseFields(' total , items( id, options(name), none )')
    expect(selectFields(value, selection)).toEqual({
      total: 1,
      items: [{ id: 1, options: [{ name: 'n' }] }],
    })
  })

  it('never fails in another way than by refusing, and never invents keys', () => {
    const value = { a: { b: [{ c: 1 }] }, constructor: 1 }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', ',', '(', ')', ' ') }),
        (text) => {
          try {
            const selected = selectFields(value, parseResponseFields(text)) as object
            expect(Object.keys(selected).every((key) => key in value)).toBe(true)
          } catch (error) {
            expect(error).toBeInstanceOf(EcwidError)
          }
        },
      ),
    )
    expect(selectFields({ toString: 1 }, parseResponseFields('a'))).toEqual({})
  })
})

describe('pages', () => {
  it('cannot be broken out of by any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const page = html`<p title="${text}">${[text]}</p>`.text
        expect(page.match(/[<>"]/g)).toEqual(['<', '"', '"', '>', '<', '>'])
      }),
    )
  })
})
