import { describe, expect, test } from 'vitest'
import { groupsOf, operationsOf, type ApiDocument } from './document.ts'
import { exampleOf } from './example.ts'
import { mainListOf } from './main-list.ts'
import { modelLines } from './model-lines.ts'
import { addressOf, curlOf, typescriptOf, vendorPathOf } from './request.ts'

const document: ApiDocument = {
  paths: {
    '/things': {
      get: {
        operationId: 'getThings',
        summary: 'Find things',
        tags: ['things'],
        parameters: [{ name: 'where', in: 'query' }],
      },
      post: {
        operationId: 'createThing',
        tags: ['things'],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
        },
      },
    },
    '/things/{id}': { get: { parameters: [{ name: 'id', in: 'path', required: true }] } },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          contactEmail: { type: 'string' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          count: { type: 'integer', description: 'How many' },
          isOpen: { type: 'boolean' },
          state: { type: 'string', enum: ['new', 'old'] },
        },
      },
      Strict: {
        type: 'object',
        required: ['parts'],
        properties: {
          name: { type: 'string' },
          parts: { type: 'array', items: { type: 'number' } },
        },
      },
    },
  },
}
const operations = operationsOf(document)
const thing = { $ref: '#/components/schemas/Thing' }

describe('operations of a document', () => {
  test('are grouped by resource and found by all words', () => {
    expect(operations.map(({ id, method }) => [id, method])).toEqual([
      ['getThings', 'GET'],
      ['createThing', 'POST'],
      ['GET /things/{id}', 'GET'],
    ])
    expect(groupsOf(operations).map(({ name }) => name)).toEqual(['things'])
    expect(groupsOf(operations, 'FIND things')[0]?.operations).toHaveLength(1)
    expect(groupsOf(operations, 'find nothing')).toEqual([])
  })
})

describe('the operation that is shown first', () => {
  const list = (answer: object, ...needed: object[]) => ({
    get: {
      parameters: [{ name: 'pageSize', in: 'query' as const }, ...needed] as never[],
      responses: { '200': { content: { 'application/json': { schema: answer } } } },
    },
  })
  const things = { type: 'array', items: { $ref: '#/components/schemas/Thing' } }
  const first = (paths: ApiDocument['paths']) => mainListOf(operationsOf({ paths }))?.path

  test('is the most usual list of records', () => {
    expect(
      first({
        '/batch': list(things),
        '/abandoned-carts': list(things),
        '/customers': list(things),
        '/products': list(things),
        '/products/{id}': list(things),
      }),
    ).toBe('/products')
  })

  test('is any list that can be sent as it is, and never the batch', () => {
    expect(
      first({
        '/batch': list(things),
        '/needy': list(things, { name: 'day', in: 'query', required: true }),
        '/of/{id}': list(things),
        '/things': list(things),
      }),
    ).toBe('/things')
    expect(first({ '/batch': list(things), '/store': list({ type: 'object' }) })).toBe('/store')
    expect(first({ '/of/{id}': list(things) })).toBe('/of/{id}')
    expect(first({})).toBeUndefined()
  })
})

describe('an example', () => {
  test('has the first plain members, or all that is required', () => {
    expect(exampleOf(document, thing)).toEqual({
      name: 'Example name',
      contactEmail: 'someone@example.com',
      count: 1,
      isOpen: true,
    })
    expect(exampleOf(document, { $ref: '#/components/schemas/Strict' })).toEqual({ parts: [9.99] })
  })

  test('of everything ends, though a model holds itself', () => {
    expect(exampleOf(document, thing, 'whole')).toMatchObject({
      state: 'new',
      parts: [{ name: 'Example name' }],
    })
  })
})

test('models are opened once within themselves', () => {
  const lines = modelLines(document, thing)
  expect(lines.map(({ path }) => path)).toEqual([
    '/name',
    '/contactEmail',
    '/parts',
    '/count',
    '/isOpen',
    '/state',
  ])
  expect(lines[2]?.type).toBe('list of Thing')
  expect(lines[3]?.description).toBe('How many')
})

describe('the address of a call', () => {
  const [list, , one] = operations

  test('has its parameters encoded, and names what is missing', () => {
    if (list === undefined || one === undefined) throw new Error('no operations')
    expect(addressOf('shop', list, { where: "a = 'b & c'" })).toEqual({
      path: '/hubs/shop/things?where=a%20%3D%20%27b%20%26%20c%27',
      missing: [],
    })
    expect(addressOf('shop', list, { where: ' ' }).path).toBe('/hubs/shop/things')
    expect(addressOf('shop', one, { id: 'a/b' }).path).toBe('/hubs/shop/things/a%2Fb')
    expect(addressOf('shop', one, {}).missing).toEqual(['id'])
  })

  test("at the vendor has the vendor's own names", () => {
    const resource = {
      vendorPath: '/v/{no}/x/{other}',
      parameters: [{ name: 'id', vendorName: 'no' }],
    }
    expect(vendorPathOf(resource, { id: '7 8' })).toBe('/v/7%208/x/{other}')
  })
})

describe('a snippet', () => {
  const snippet = {
    method: 'POST',
    url: 'http://localhost/x?a=1&b=2',
    token: 't0ken=',
    body: `{"name":"it's"}`,
    idempotencyKey: 'k',
  }

  test('for a shell holds together whatever is within', () => {
    const text = curlOf(snippet)
    expect(text).toContain(`curl -X POST 'http://localhost/x?a=1&b=2'`)
    expect(text).toContain(String.raw`-d '{"name":"it'\''s"}'`)
    expect(text).toContain("-H 'Idempotency-Key: k'")
    expect(curlOf({ ...snippet, method: 'GET', body: undefined, idempotencyKey: undefined })).toBe(
      "curl 'http://localhost/x?a=1&b=2' \\\n  -H 'Authorization: User <user secret>, Element t0ken='",
    )
  })

  test('in TypeScript sends the same', () => {
    const text = typescriptOf(snippet)
    expect(text).toContain(`await fetch("http://localhost/x?a=1&b=2", {`)
    expect(text).toContain("method: 'POST'")
    expect(text).toContain(`body: JSON.stringify({"name":"it's"})`)
  })
})
