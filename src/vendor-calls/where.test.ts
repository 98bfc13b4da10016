import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { connector, resource } from '../../test/support/fake-vendor.ts'
import type { Resource } from '../catalog/element.ts'
import type { WhereCondition, WhereExpression, WhereOperator } from '../core/ceql.ts'
import { planFor } from './plan.ts'
import { readDate } from './where-dates.ts'
import { vendorFilter } from './where.ts'

const is = (
  attribute: string,
  operator: WhereOperator,
  value?: WhereCondition['value'],
): WhereExpression => ({ condition: { attribute, operator, value, position: 0 } })

function filter(expression: WhereExpression, words: Partial<Resource>) {
  const shop = connector([resource({ method: 'GET', path: '/orders', ...words })])
  return vendorFilter(planFor(shop, shop.element.resources?.[0] as Resource), expression)
}

const orders: Partial<Resource> = {
  hubwright: {
    where: {
      date: {
        type: 'date',
        operators: { '=': ['from', 'to'], '>=': 'from', '>': 'from', '<=': 'to', '<': 'to' },
      },
      changed: { type: 'date', format: 'iso', operators: { '>=': 'since' } },
      customer: { type: 'number', operators: { '=': 'customerId' } },
      open: { type: 'boolean', operators: { '=': 'open' } },
      name: { type: 'string', operators: { like: 'keyword', '=': 'name' } },
      status: {
        type: 'string',
        operators: { '=': 'paymentStatus', in: 'paymentStatus' },
        values: ['PAID', 'AWAITING_PAYMENT'],
        synonyms: { QUEUED: 'AWAITING_PAYMENT' },
      },
    },
    whereByHooks: ['from_order', 'option_*'],
  },
}
const queryOf = (expression: WhereExpression) => filter(expression, orders).query

describe('attributes of where', () => {
  test.each([
    [
      'a day covers itself',
      is('date', '=', '2026-03-01'),
      { from: '1772323200', to: '1772409599' },
    ],
    ['a second', is('date', '=', '2026-03-01 09:30:00'), { from: '1772357400', to: '1772357400' }],
    ['another zone', is('date', '>=', '2026-03-01 09:30:00 +0200'), { from: '1772350200' }],
    ['after a day', is('date', '>', '2026-03-01'), { from: '1772409600' }],
    ['before a day', is('date', '<', '2026-03-01'), { to: '1772323199' }],
    ['up to a day', is('date', '<=', '2026-03-01'), { to: '1772409599' }],
    ['seconds', is('date', '>=', 1_772_357_400), { from: '1772357400' }],
    ['milliseconds', is('date', '>=', 1_772_357_400_000), { from: '1772357400' }],
    [
      'text for vendors that want it',
      is('changed', '>=', '2026-03-01'),
      { since: '2026-03-01T00:00:00Z' },
    ],
    ['a number', is('customer', '=', 12), { customerId: '12' }],
    ['a quoted number', is('customer', '=', '12'), { customerId: '12' }],
    ['a boolean', is('open', '=', 'TRUE'), { open: 'true' }],
    ['a pattern without its signs', is('name', 'like', '%cup%'), { keyword: 'cup' }],
    ['an old word', is('status', '=', 'queued'), { paymentStatus: 'AWAITING_PAYMENT' }],
    ['a list', is('status', 'in', ['paid', 'QUEUED']), { paymentStatus: 'PAID,AWAITING_PAYMENT' }],
  ])('%s', (_name, expression, query) => {
    expect(queryOf(expression)).toEqual(query)
  })

  test.each([
    ['a date that no calendar has', is('date', '=', '2026-02-30'), /is a date/],
    ['a word for a number', is('customer', '=', 'x'), /number/],
    ['a word for a boolean', is('open', '=', 'maybe'), /true or false/],
    ['an unknown word', is('status', '=', 'LOST'), /PAID, AWAITING_PAYMENT/],
    ['an operator the vendor lacks', is('customer', '>', 1), /it takes =/],
    ['a null test', is('customer', 'is null'), /cannot be asked/],
    ['a comma in a list', is('status', 'in', ['a,b']), /no value/],
    ['an alternative', { any: [is('customer', '=', 1), is('open', '=', true)] }, /AND/],
    [
      'two values for one parameter',
      { all: [is('date', '>=', 1), is('date', '>=', 2)] },
      /only one value/,
    ],
  ])('400 for %s', (_name, expression, message) => {
    expect(() => queryOf(expression)).toThrow(
      expect.objectContaining({
        code: 'invalid_where',
        message: expect.stringMatching(message) as string,
      }) as Error,
    )
  })

  test('tells what nobody looks at, but not what hooks hear', () => {
    const expression = {
      all: [
        is('other', '=', 1),
        is('from_order', '=', 'A'),
        is('option_size', '=', 'L'),
        is('open', '=', true),
      ],
    }
    const found = filter(expression, orders)
    expect(found.query).toEqual({ open: 'true' })
    expect(found.ignored).toEqual(['other'])
    expect(found.conditions.map((one) => one.attribute)).toEqual([
      'other',
      'from_order',
      'option_size',
      'open',
    ])
    expect(filter({ any: [is('x', '=', 1), is('y', '=', 1)] }, orders).query).toEqual({})
  })
})

describe('converters of where', () => {
  const by = (converter: string): Partial<Resource> => ({
    parameters: [
      { type: 'query', vendorType: 'query', name: 'where', vendorName: `converter:${converter}` },
    ],
  })
  test('to parameters', () => {
    const expression = { all: [is('a', '=', '1'), is('b', '=', 2)] }
    expect(filter(expression, by('toQueryParameters')).query).toEqual({ a: '1', b: '2' })
    expect(() => filter(is('a', '>', 1), by('toQueryParameters'))).toThrow(/'=' only/)
    expect(() => filter({ any: [is('a', '=', 1)] }, by('toQueryParameters'))).toThrow(/AND only/)
  })
  test.each([
    [is('a.b', '=', "o'neil"), "a/b eq 'o''neil'", "a/b eq 'o''neil'"],
    [is('a', 'like', '%x%'), "contains(a,'x')", "substringof('x',a)"],
    [is('a', 'like', 'x%'), "startswith(a,'x')", "startswith(a,'x')"],
    [is('a', 'in', [1, 2]), '(a eq 1 or a eq 2)', '(a eq 1 or a eq 2)'],
    [is('a', 'is not null'), 'a ne null', 'a ne null'],
    [
      is('a', '>=', '2026-03-01 09:30:00'),
      'a ge 2026-03-01T09:30:00Z',
      "a ge datetime'2026-03-01T09:30:00'",
    ],
    [
      { all: [is('a', '=', true), { any: [is('b', '<', 1), is('c', '!=', 2)] }] },
      'a eq true and (b lt 1 or c ne 2)',
      'a eq true and (b lt 1 or c ne 2)',
    ],
  ])('to OData %#', (expression: WhereExpression, four, three) => {
    expect(filter(expression, by('toODataFilter')).query).toEqual({ $filter: four })
    expect(filter(expression, by('toODataV3Filter')).query).toEqual({ $filter: three })
  })
  test('to OData refuses names that are none', () => {
    expect(() => filter(is('a eq 1 or b', '=', 1), by('toODataFilter'))).toThrow(/no field name/)
  })
})

test('every second written with any offset is read back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_102_444_800 }),
      fc.integer({ min: -12 * 60, max: 14 * 60 }),
      fc.constantFrom('T', ' '),
      (second, offset, between) => {
        const local = new Date((second + offset * 60) * 1000)
          .toISOString()
          .slice(0, 19)
          .replace('T', between)
        const size = Math.abs(offset)
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`
        fc.pre(second + offset * 60 >= 0)
        expect(readDate(`${local} ${zone}`)).toEqual({ firstSecond: second, lastSecond: second })
      },
    ),
  )
})
