import * as fc from 'fast-check'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { compileValidator } from './validation.ts'

const query = compileValidator(
  Type.Object({
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    ratio: Type.Optional(Type.Number()),
    deep: Type.Optional(Type.Boolean()),
    'tags[]': Type.Optional(Type.Array(Type.String())),
    ids: Type.Optional(Type.Array(Type.Integer())),
    sort: Type.Optional(Type.Union([Type.Literal('up'), Type.Literal('down')])),
  }),
  'querystring',
)

function refusalOf(result: ReturnType<typeof query>) {
  return 'error' in result ? result.error : undefined
}

describe('query parameters', () => {
  it('become what the schema says, and unknown ones stay', () => {
    const given = {
      count: '7',
      ratio: '-0.5',
      deep: 'TRUE',
      'tags[]': 'a',
      ids: ['1', '2'],
      x: 'y',
    }
    expect(query(given)).toEqual({
      value: { count: 7, ratio: -0.5, deep: true, 'tags[]': ['a'], ids: [1, 2], x: 'y' },
    })
  })

  it('have defaults', () => {
    expect(query({})).toEqual({ value: { count: 50 } })
  })

  it('read every whole number back as it was written', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(query({ ids: String(number) })).toMatchObject({ value: { ids: [number] } })
      }),
    )
  })

  it.each([
    [{ count: '01' }, 'count must be a whole number'],
    [{ count: '1.0' }, 'count must be a whole number'],
    [{ count: '' }, 'count must be a whole number'],
    [{ count: '9007199254740993' }, 'count must be a whole number'],
    [{ count: '0' }, 'count must be >= 1'],
    [{ count: ['1', '2'] }, 'count must be a whole number'],
    [{ ratio: '1e3' }, 'ratio must be a number'],
    [{ ratio: 'Infinity' }, 'ratio must be a number'],
    [{ deep: '1' }, 'deep must be true or false'],
    [{ ids: ['1', 'x'] }, 'ids/1 must be a whole number'],
    [{ sort: 'left' }, 'sort must be one of "up", "down"'],
  ])('%j is refused: %s', (given, message) => {
    const error = refusalOf(query(given))
    expect(error?.status).toBe(400)
    expect(error?.message).toBe(`A query parameter is not as this route expects: ${message}`)
  })
})

describe('bodies', () => {
  const body = compileValidator(
    Type.Object({ name: Type.String({ minLength: 1 }), age: Type.Optional(Type.Integer()) }),
    'body',
  )

  it('are never coerced and keep what the schema does not know', () => {
    const value = { name: 'a', more: { x: 1 } }
    expect(body(value)).toEqual({ value })
    expect(refusalOf(body({ name: 'a', age: '5' }))?.details).toEqual([
      { path: '/age', message: 'must be a whole number' },
    ])
  })

  it('name every place that is wrong, and a missing member by its own path', () => {
    expect(refusalOf(body({ age: 'x' }))?.details).toEqual([
      { path: '/name', message: 'is required' },
      { path: '/age', message: 'must be a whole number' },
    ])
    expect(refusalOf(body({ name: '' }))?.details).toEqual([
      { path: '/name', message: 'must not be empty' },
    ])
    expect(refusalOf(body([]))?.details).toEqual([{ path: '/', message: 'must be an object' }])
  })

  it('say of one of several shapes what is wrong in it, not that it is none of the others', () => {
    const login = Type.Object({ name: Type.String({ pattern: '^[^:]*$' }), key: Type.String() })
    const union = compileValidator(
      Type.Object({
        login: Type.Optional(Type.Union([Type.Null(), login])),
        text: Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength: 2 })])),
      }),
      'body',
    )
    const detailsOf = (value: unknown) => refusalOf(union(value))?.details
    expect(detailsOf({ login: { name: 'a:b', key: '' } })).toEqual([
      { path: '/login/name', message: "must not contain ':'" },
    ])
    expect(detailsOf({ login: { name: 'a' } })).toEqual([
      { path: '/login/key', message: 'is required' },
    ])
    expect(detailsOf({ login: 5 })).toEqual([
      { path: '/login', message: 'must be null or an object' },
    ])
    expect(detailsOf({ text: 'long' })).toEqual([
      { path: '/text', message: 'must have at most 2 characters' },
    ])
  })

  it('that are missing are asked for', () => {
    expect(refusalOf(body(null))?.message).toMatch(/needs a JSON body/)
  })
})
