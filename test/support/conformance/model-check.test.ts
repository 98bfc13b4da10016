import { expect, it } from 'vitest'
import type { Resource } from '../../../src/catalog/element.ts'
import { checkModel, declaredNames, newFindings } from './model-check.ts'

const swagger = {
  Orders: { type: 'array', items: { $ref: '#/definitions/Order' } },
  Order: {
    allOf: [{ $ref: '#/definitions/Record' }],
    properties: {
      total: { type: 'number' },
      items: { type: 'array', items: { type: 'Item' } },
      prices: { type: 'object', additionalProperties: { type: 'number' } },
      extra: { type: 'object' },
    },
  },
  Record: { type: 'object', properties: { id: { type: 'long' } } },
  Item: { type: 'object', properties: { sku: { type: 'string' } } },
}
const list: Resource = {
  method: 'GET',
  path: '/orders',
  vendorMethod: 'GET',
  vendorPath: '/orders',
  model: { name: 'Orders', swagger },
}

it('follows references, parts and lists, and names what does not fit', () => {
  const findings = newFindings()
  const good = { id: 1, total: 2.5, items: [{ sku: 'A' }], prices: { '5': 9 }, extra: { any: [1] } }
  checkModel(list, [good], findings)
  expect([...findings.undeclared, ...findings.mistyped, ...findings.nulls]).toEqual([])
  checkModel(
    list,
    [
      { id: 1.5, total: '2.5', items: [{ sku: 'A', colour: {} }, 'B'], prices: { '5': '9' } },
      { id: 2, total: null, note: { deep: 1 } },
    ],
    findings,
  )
  expect([...findings.undeclared]).toEqual(['items[*].colour', 'note'])
  expect([...findings.nulls]).toEqual(['total'])
  expect([...findings.mistyped]).toEqual([
    ['id', 'is number, declared integer'],
    ['total', 'is string, declared number'],
    ['items[*]', 'is string, declared object'],
    ['prices.*', 'is string, declared number'],
  ])
})

it('names an answer that is another thing altogether', () => {
  const findings = newFindings()
  checkModel(list, { items: [] }, findings)
  expect([...findings.mistyped]).toEqual([['itself', 'is object, declared array']])
})

it('knows the members of the records', () => {
  expect([...declaredNames(list)].sort()).toEqual(['extra', 'id', 'items', 'prices', 'total'])
})
