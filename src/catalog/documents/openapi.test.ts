import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import type { DocumentParameter, SwaggerDocument } from './document-shape.ts'
import { behindGateway } from './hub-document.ts'
import { openapiDocument } from './openapi.ts'
import { resolvedDefinitions, resolvedDocument } from './resolve-references.ts'

const secrets: DocumentParameter = {
  name: 'Authorization',
  in: 'header',
  required: true,
  type: 'string',
}

function documentWith(
  parameters: readonly DocumentParameter[],
  definitions: SwaggerDocument['definitions'] = {},
  consumes?: readonly string[],
): SwaggerDocument {
  return {
    swagger: '2.0',
    info: { title: 'acme', version: 'api-v2' },
    host: 'connect.example.com',
    basePath: '/elements/api-v2',
    schemes: ['https'],
    tags: [{ name: 'orders' }],
    paths: {
      '/orders': {
        post: {
          operationId: 'createOrder',
          summary: 'Create an order',
          tags: ['orders'],
          ...(consumes === undefined ? {} : { consumes }),
          parameters: [secrets, ...parameters],
          responses: { '200': { description: 'OK', schema: { $ref: '#/definitions/Order' } } },
        },
      },
    },
    definitions: { Order: { type: 'object' }, ...definitions },
  }
}

async function operationOf(document: SwaggerDocument) {
  const openapi = openapiDocument(document)
  await SwaggerParser.validate(structuredClone(openapi) as never)
  return { openapi, operation: openapi.paths['/orders']?.['post'] }
}

describe('OpenAPI 3.1', () => {
  it('names the same address, and asks for the secrets by a scheme', async () => {
    const { openapi, operation } = await operationOf(documentWith([]))
    expect(openapi).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: 'https://connect.example.com/elements/api-v2' }],
      security: [{ secrets: [] }],
      components: { securitySchemes: { secrets: { in: 'header', name: 'Authorization' } } },
    })
    expect(operation).toMatchObject({
      operationId: 'createOrder',
      parameters: [],
      responses: {
        '200': {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
      },
    })
  })

  it('has a body where swagger has a parameter', async () => {
    const schema = { $ref: '#/definitions/Order' }
    const body = { name: 'body', in: 'body', required: true, schema } as const
    const { operation } = await operationOf(documentWith([body]))
    expect(operation).toMatchObject({
      parameters: [],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
      },
    })
  })

  it('repeats a list in a query where the document says so, and else writes commas', async () => {
    const list = {
      in: 'query',
      required: false,
      type: 'array',
      items: { type: 'integer' },
    } as const
    const { operation } = await operationOf(
      documentWith([
        { ...list, name: 'ids', collectionFormat: 'multi' },
        { ...list, name: 'fields' },
      ]),
    )
    expect(operation).toMatchObject({
      parameters: [
        { name: 'ids', style: 'form', explode: true },
        { name: 'fields', style: 'form', explode: false },
      ],
    })
  })

  it('has a form of its fields', async () => {
    const file = { name: 'file', in: 'formData', required: true, type: 'file' } as const
    const { operation } = await operationOf(documentWith([file], {}, ['multipart/form-data']))
    expect(operation).toMatchObject({
      requestBody: {
        content: { 'multipart/form-data': { schema: { type: 'object', required: ['file'] } } },
      },
    })
  })

  it('says what changed between the formats in its own words', async () => {
    const { openapi } = await operationOf(
      documentWith([], {
        'My Line': {
          type: 'object',
          discriminator: 'kind',
          properties: {
            kind: { type: 'string' },
            total: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9 },
            next: { $ref: '#/definitions/My Line' },
          },
          required: ['kind'],
        },
      }),
    )
    expect(openapi.components.schemas['My_Line']).toEqual({
      type: 'object',
      discriminator: { propertyName: 'kind' },
      properties: {
        kind: { type: 'string' },
        total: { type: 'number', exclusiveMinimum: 0, maximum: 9 },
        next: { $ref: '#/components/schemas/My_Line' },
      },
      required: ['kind'],
    })
  })
})

describe('resolved references', () => {
  const definitions = {
    Order: { type: 'object', properties: { lines: { type: 'array', items: ref('Line') } } },
    Line: { type: 'object', properties: { order: ref('Order'), tax: ref('Tax') } },
    Tax: { type: 'number' },
  }

  function ref(name: string) {
    return { $ref: `#/definitions/${name}` }
  }

  it('stand in full where they were, and a model inside itself is left open', () => {
    expect(resolvedDefinitions(definitions)['Order']).toEqual({
      type: 'object',
      properties: {
        lines: {
          type: 'array',
          items: {
            type: 'object',
            properties: { order: { type: 'object' }, tax: { type: 'number' } },
          },
        },
      },
    })
  })

  it('end, however often models name each other', () => {
    const names = Array.from({ length: 12 }, (_, index) => `M${index}`)
    const many = Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          type: 'object',
          properties: Object.fromEntries(names.map((part) => [part, ref(`M${index + 1}`)])),
        },
      ]),
    )
    expect(JSON.stringify(resolvedDefinitions(many)).length).toBeLessThan(5_000_000)
  })

  it('leave a document that is valid without definitions', async () => {
    const document = resolvedDocument(documentWith([], definitions))
    expect(document.definitions).toEqual({})
    expect(JSON.stringify(document)).not.toContain('$ref')
    await SwaggerParser.validate(structuredClone(document) as never)
  })
})

describe('a document for clients behind a gateway', () => {
  it('has its host, its paths and its key', async () => {
    const document = behindGateway(documentWith([]))
    expect(document).toMatchObject({ host: 'aws-api.connect.example.com', basePath: '/' })
    const parameters = document.paths['/orders']?.['post']?.parameters ?? []
    expect(parameters.map(({ name }) => name)).toEqual(['Authorization', 'x-api-key'])
    await SwaggerParser.validate(structuredClone(document) as never)
  })
})
