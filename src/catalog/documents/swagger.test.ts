import SwaggerParser from '@apidevtools/swagger-parser'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildConnector } from '../build-connector.ts'
import { checkDefinition } from '../check-definition.ts'
import type { Connector } from '../connector.ts'
import type { Parameter, Resource } from '../element.ts'
import type { DocumentOperation, SwaggerDocument } from './document-shape.ts'
import { openapiDocument, type OpenapiDocument } from './openapi.ts'
import { onlyObject, onlyOperation } from './pick.ts'
import { resolvedDocument } from './resolve-references.ts'
import { connectorDocument } from './swagger.ts'

const baseUrl = 'https://connect.example.com:8443'

function connectorOf(resources: readonly object[], more: object = {}): Connector {
  const checked = checkDefinition({
    key: 'acme',
    name: 'Acme',
    description: 'A store',
    hub: 'ecommerce',
    authentication: { type: 'custom' },
    resources,
    ...more,
  })
  if (checked.element === undefined) throw new Error(JSON.stringify(checked.errors))
  const { element } = checked
  const rest = { source: 'directory', errors: [], hooks: {}, logoFile: undefined } as const
  return buildConnector({ element, ...rest }, undefined, undefined)
}

function resource(method: string, path: string, more: object = {}): object {
  const parameters = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => parameter(name, 'path'))
  return { method, path, vendorMethod: method, vendorPath: '/x', parameters, ...more }
}

function parameter(name: string | undefined, type: string, more: object = {}): object {
  return { name, type, vendorType: type === 'path' ? 'path' : 'query', dataType: 'string', ...more }
}

function documentOf(...resources: readonly object[]): SwaggerDocument {
  return connectorDocument(connectorOf(resources), baseUrl)
}

function operationOf(document: SwaggerDocument, method: string, path: string): DocumentOperation {
  const operation = document.paths[path]?.[method]
  if (operation === undefined) throw new Error(`No ${method} ${path} in the document`)
  return operation
}

/** Throws when the document is no valid swagger 2.0 or OpenAPI 3.1, references and all. */
async function validate(document: SwaggerDocument | OpenapiDocument): Promise<void> {
  await SwaggerParser.validate(structuredClone(document) as never)
}

const orderModel = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
const paging = [parameter('page', 'query'), parameter('pageSize', 'query', { dataType: 'integer' })]

describe('the document', () => {
  it('says whose it is and where it is called', async () => {
    const document = documentOf(resource('GET', '/orders'))
    expect(document).toMatchObject({
      swagger: '2.0',
      host: 'connect.example.com:8443',
      basePath: '/elements/api-v2',
      schemes: ['https'],
      info: {
        title: 'acme',
        version: 'api-v2',
        'x-element-key': 'acme',
        'x-element-name': 'Acme',
        'x-element-hub': 'ecommerce',
      },
      tags: [{ name: 'objects' }, { name: 'orders' }, { name: 'ping' }],
    })
    await validate(document)
  })

  it('holds the resources of type api and what every connector has', () => {
    const document = documentOf(
      resource('GET', '/hubs/ecommerce/orders'),
      resource('POST', '/orders'),
      resource('GET', '/hidden', { type: 'apiNoDocumentation' }),
      resource('GET', '/check', { type: 'provisionAuthValidation' }),
    )
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${method} ${path} ${operationId}`,
      ),
    )
    expect(operations).toEqual([
      'get /objects getObjects',
      'get /objects/{objectName}/docs getObjectsObjectNameDocs',
      'get /objects/{objectName}/metadata getObjectsObjectNameMetadata',
      'get /orders getOrders',
      'post /orders createOrder',
      'get /ping getPing',
    ])
  })

  it('lets a resource of the connector win over a built-in one', () => {
    const own = { description: 'Our own', operationId: 'ourPing' }
    const document = documentOf(resource('GET', '/ping', own), resource('GET', '/objects/{o}/docs'))
    expect(operationOf(document, 'get', '/ping')).toMatchObject({
      operationId: 'ourPing',
      summary: 'Our own',
    })
    expect(document.paths).not.toHaveProperty('/objects/{objectName}/docs')
  })

  it('numbers names that two operations share', () => {
    const document = documentOf(
      resource('GET', '/orders/{id}'),
      resource('GET', '/orders/{id}/lines', { operationId: 'getOrderById' }),
    )
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    )
    expect(names).toContain('getOrderById2')
    expect(new Set(names).size).toBe(names.length)
  })

  it('spells one path in one way', async () => {
    const document = documentOf(resource('GET', '/orders/{id}'), resource('PATCH', '/orders/{no}'))
    const update = operationOf(document, 'patch', '/orders/{id}')
    expect(update.parameters.map(({ name }) => name)).toEqual(['Authorization', 'id'])
    expect(update.operationId).toBe('updateOrderByNo')
    await validate(document)
  })
})

describe('an operation', () => {
  it('has the summary, the tag, the responses and Authorization first', () => {
    const document = documentOf(resource('GET', '/orders/{id}', { description: 'Read an order' }))
    const operation = operationOf(document, 'get', '/orders/{id}')
    expect(operation).toMatchObject({ summary: 'Read an order', tags: ['orders'] })
    expect(operation).not.toHaveProperty('description')
    expect(Object.keys(operation.responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '405',
      '406',
      '409',
      '415',
      '500',
      '502',
    ])
    expect(
      operation.parameters.map(({ name, in: place, required }) => [name, place, required]),
    ).toEqual([
      ['Authorization', 'header', true],
      ['id', 'path', true],
    ])
  })

  it('shows nextPage for page, and fields, on lists that are paged', () => {
    const where = parameter('where', 'query')
    const document = documentOf(
      resource('GET', '/orders', { parameters: [where, ...paging] }),
      resource('GET', '/all', { parameters: [paging[1]] }),
    )
    const names = (path: string): readonly string[] =>
      operationOf(document, 'get', path).parameters.map(({ name }) => name)
    expect(names('/orders')).toEqual(['Authorization', 'where', 'pageSize', 'nextPage', 'fields'])
    expect(names('/all')).toEqual(['Authorization', 'pageSize'])
  })

  it('hides what a client does not send', () => {
    const parameters = [
      parameter('text/plain', 'value'),
      parameter('base.url', 'configuration'),
      parameter('token', 'header', { source: 'response' }),
      parameter('a', 'prevBodyField'),
      parameter('id', 'path', { vendorType: 'no-op' }),
      parameter('kind', 'query', { description: 'Which', required: true, dataType: 'long' }),
      parameter('kind', 'query', { vendorName: 'type' }),
    ]
    const document = documentOf(resource('GET', '/orders', { parameters }))
    expect(operationOf(document, 'get', '/orders').parameters.slice(1)).toEqual([
      {
        name: 'kind',
        in: 'query',
        description: 'Which',
        required: true,
        type: 'integer',
        format: 'int64',
      },
    ])
  })

  it('takes files and forms', async () => {
    const parameters = [
      parameter('file', 'multipart', { dataType: 'file' }),
      parameter('n', 'form'),
    ]
    const document = documentOf(resource('POST', '/files', { parameters }))
    const operation = operationOf(document, 'post', '/files')
    expect(operation.consumes).toEqual(['multipart/form-data'])
    expect(operation.parameters.slice(1)).toMatchObject([
      { name: 'file', in: 'formData', type: 'file' },
      { name: 'n', in: 'formData', type: 'string' },
    ])
    await validate(document)
  })

  it('takes a body of a model, of text, or of single fields', async () => {
    const body = parameter('order', 'body', { dataType: 'OrderPost', required: true })
    const model = { requestName: 'OrderPost', requestSwagger: { OrderPost: orderModel } }
    const fields = [parameter('a', 'bodyField', { required: true }), parameter('b', 'bodyField')]
    const document = documentOf(
      resource('POST', '/orders', { parameters: [body], model }),
      resource('POST', '/notes', { parameters: [parameter('note', 'body')] }),
      resource('POST', '/parts', { parameters: fields }),
      resource('POST', '/lost', { parameters: [parameter('x', 'body', { dataType: 'Lost' })] }),
    )
    const bodyOf = (path: string): unknown => operationOf(document, 'post', path).parameters[1]
    expect(bodyOf('/orders')).toEqual({
      name: 'order',
      in: 'body',
      required: true,
      schema: { $ref: '#/definitions/OrderPost' },
    })
    expect(bodyOf('/notes')).toMatchObject({ name: 'note', schema: { type: 'string' } })
    expect(bodyOf('/parts')).toMatchObject({
      required: true,
      schema: { properties: { a: {}, b: {} }, required: ['a'] },
    })
    expect(document.definitions['Lost']).toEqual({ type: 'object' })
    await validate(document)
  })
})

describe('the answer of an operation', () => {
  const schemaOf = (method: string, model: object): unknown => {
    const document = documentOf(resource(method, '/orders', { model }))
    return operationOf(document, method.toLowerCase(), '/orders').responses['200']?.schema
  }

  it.each([
    ['an object', 'Order', { Order: orderModel }, { $ref: '#/definitions/Order' }],
    [
      'a list',
      'Orders',
      { Orders: { type: 'array', items: { type: 'Order' } }, Order: orderModel },
      { type: 'array', items: { $ref: '#/definitions/Order' } },
    ],
    [
      'a list of the object of that name',
      'orders',
      { ordersObject: orderModel },
      { type: 'array', items: { $ref: '#/definitions/ordersObject' } },
    ],
    ['nothing known', 'orders', {}, undefined],
  ])('is %s', (_, name, swagger, schema) => {
    expect(schemaOf('GET', { name, swagger })).toEqual(schema)
  })

  it('has no schema after DELETE', () => {
    expect(schemaOf('DELETE', { name: 'Order', swagger: { Order: orderModel } })).toBeUndefined()
  })
})

describe('definitions of many hands', () => {
  it('are made valid', async () => {
    const swagger = {
      Order: {
        type: 'object',
        nullable: true,
        required: ['id', 'lost', 7],
        properties: {
          id: { type: ['null', 'long'], required: true, 'x-primary-key': true },
          lines: { type: 'array' },
          customer: { type: 'Customer' },
          when: { type: 'date', example: '2020-01-01' },
          kind: { type: 'string', enum: [] },
          nothing: null,
        },
      },
    }
    const document = documentOf(resource('GET', '/orders', { model: { name: 'Order', swagger } }))
    expect(document.definitions['Order']).toEqual({
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'integer', format: 'int64', 'x-primary-key': true },
        lines: { type: 'array', items: { type: 'object' } },
        customer: { $ref: '#/definitions/Customer' },
        when: { type: 'string', format: 'date', example: '2020-01-01' },
        kind: { type: 'string' },
        nothing: { type: 'object' },
      },
    })
    expect(document.definitions['Customer']).toEqual({ type: 'object' })
    await validate(document)
  })

  it('stay valid whatever a resource looks like', async () => {
    const word = fc.constantFrom('orders', 'order-lines', 'taxes', 'x_y', 'a.b')
    const pair = fc.tuple(word, fc.constantFrom('{id}', '{orderId}', '{channel.id}'))
    const pairs = fc.uniqueArray(pair, { selector: ([, variable]) => variable, maxLength: 2 })
    const path = fc.tuple(pairs, word).map(([list, last]) => `/${[...list.flat(), last].join('/')}`)
    const type = fc.constantFrom<Parameter['type']>(
      ...(['query', 'header', 'path', 'form', 'multipart', 'body', 'bodyField', 'value'] as const),
    )
    const dataType = fc.constantFrom('string', 'long', 'dateTime', 'Order', 'array', 'file', '')
    const anyParameter = fc.record({
      name: fc.constantFrom('page', 'pageSize', 'id', 'orderId', 'q', 'Authorization'),
      type,
      vendorType: fc.constant('no-op'),
      dataType,
      required: fc.boolean(),
    })
    const schema = fc.record(
      {
        type: fc.constantFrom('object', 'array', 'Order', 'money', 'double', 'file'),
        required: fc.constantFrom(true, ['a'], []),
        properties: fc.dictionary(fc.constantFrom('a', 'b'), fc.object({ maxDepth: 1 })),
        items: fc.constantFrom({}, null, { type: 'Line' }, { $ref: '#/definitions/Gone' }),
      },
      { requiredKeys: [] },
    )
    const model = fc.record({
      name: fc.constantFrom('Order', 'Line', 'orders'),
      swagger: fc.dictionary(fc.constantFrom('Order', 'Line', 'ordersObject'), schema),
    })
    const anyResource = fc.record({
      method: fc.constantFrom<Resource['method']>('GET', 'POST', 'PATCH', 'PUT', 'DELETE'),
      path,
      vendorPath: fc.constant('/x'),
      vendorMethod: fc.constant('GET'),
      parameters: fc.array(anyParameter, { maxLength: 5 }),
      model,
    })
    const resources = fc.uniqueArray(anyResource, {
      selector: (r) => `${r.method} ${r.path.replaceAll(/\{[^}]*\}/g, '{}')}`,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(resources, async (list) => {
        const document = documentOf(...list)
        const inFull = resolvedDocument(document)
        await validate(document)
        await validate(inFull)
        await validate(openapiDocument(document))
        await validate(openapiDocument(inFull))
        expect(JSON.stringify(inFull)).not.toContain('$ref')
      }),
      { numRuns: 25 },
    )
  })
})

describe('a part of the document', () => {
  const model = {
    name: 'Order',
    swagger: {
      Order: { type: 'object', properties: { line: { $ref: '#/definitions/Line' } } },
      Line: { type: 'object' },
    },
  }
  const connector = connectorOf([
    resource('GET', '/orders', { model }),
    resource('GET', '/orders/{id}/refunds'),
    resource('DELETE', '/orders/{id}'),
  ])
  const document = connectorDocument(connector, baseUrl)

  it.each(['getOrdersRefunds', 'GET-orders-{id}-refunds', 'GET-orders-id-refunds'])(
    'is the operation %s',
    async (id) => {
      const part = onlyOperation(document, id)
      expect(Object.keys(part?.paths ?? {})).toEqual(['/orders/{id}/refunds'])
      expect(part?.definitions).toEqual({})
      if (part !== undefined) await validate(part)
    },
  )

  it('brings the models it needs', () => {
    expect(Object.keys(onlyOperation(document, 'GET-orders')?.definitions ?? {})).toEqual([
      'Order',
      'Line',
    ])
    expect(onlyOperation(document, 'getNothing')).toBeUndefined()
  })

  it('is what is done with an object', () => {
    const part = onlyObject(document, connector, 'orders')
    expect(Object.keys(part?.paths ?? {})).toEqual(['/orders', '/orders/{id}'])
    expect(part?.tags).toEqual([{ name: 'orders' }])
    expect(onlyObject(document, connector, 'carts')).toBeUndefined()
  })
})
