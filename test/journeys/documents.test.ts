/** Every document that the platform writes, in both formats, judged by a validator. */
import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform()
const instance = await connectDemoInstance(platform, platform.first)

interface Operation {
  operationId: string
  parameters: { name: string }[]
}
interface Document {
  swagger?: string
  openapi?: string
  host?: string
  basePath?: string
  schemes?: string[]
  servers?: { url: string }[]
  paths: Record<string, Record<string, Operation>>
}

async function read(path: string, withToken = false): Promise<Document> {
  const options = withToken ? { token: instance.token } : {}
  const { status, body } = await platform.request('GET', path, options)
  expect(status, `${path}: ${JSON.stringify(body).slice(0, 300)}`).toBe(200)
  return body as Document
}

const operationIds = ({ paths }: Document) =>
  Object.values(paths)
    .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    .sort()

const documents: [string, boolean][] = [
  ['/elements/ecwid/docs', false],
  ['/elements/ecwid/docs/getOrders', false],
  [`/instances/${instance.id}/docs`, false],
  [`/instances/${instance.id}/docs/updateProductById`, false],
  ['/instances/docs', true],
  ['/instances/docs/getProducts', true],
  ['/hubs/ecommerce/objects/orders/docs', true],
  ['/docs/ecommerce', false],
  ['/docs/crm', false],
  ['/docs/ecommerce?provider=aws', false],
  ['/docs/all_platform', false],
]

describe.each(documents)('GET %s', (path, withToken) => {
  const version = `${path}${path.includes('?') ? '&' : '?'}version=`

  it('is valid swagger 2.0, whatever old clients send as version', async () => {
    const document = await read(path, withToken)
    expect(document.swagger).toBe('2.0')
    expect(await read(`${version}-1`, withToken)).toEqual(document)
    await SwaggerParser.validate(structuredClone(document) as never)
  })

  it('is valid OpenAPI 3.1 with the same operations', async () => {
    const document = await read(`${version}3.1`, withToken)
    expect(document.openapi).toBe('3.1.0')
    await SwaggerParser.validate(structuredClone(document) as never)
    expect(operationIds(document)).toEqual(operationIds(await read(path, withToken)))
  })

  it('names the address that is asked for', async () => {
    const asked = `${version}2&baseUrl=https://connect.example.com`
    const document = await read(asked, withToken)
    expect(document.schemes).toEqual(['https'])
    expect(document.host).toMatch(/^(aws-api\.)?connect\.example\.com$/)
  })
})

describe('the document of a hub', () => {
  it('shows what its connectors offer, below the hub', async () => {
    const document = await read('/docs/ecommerce')
    expect(document.basePath).toBe('/elements/api-v2/hubs/ecommerce')
    expect(operationIds(document)).toContain('getOrders')
    expect(operationIds(await read('/docs/crm'))).not.toContain('getOrders')
  })

  it('is written for a gateway with provider=aws', async () => {
    const document = await read('/docs/ecommerce?provider=aws')
    expect(document.host).toBe(`aws-api.${new URL(platform.url).host}`)
    expect(document.basePath).toBe('/hubs/ecommerce')
    for (const methods of Object.values(document.paths)) {
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.map(({ name }) => name).slice(0, 2)).toEqual([
          'Authorization',
          'x-api-key',
        ])
      }
    }
  })

  it('is not there for a hub that nobody knows', async () => {
    expect((await platform.request('GET', '/docs/nothing')).status).toBe(404)
  })
})

describe('the document of the platform', () => {
  it('holds every operation that /openapi.json has', async () => {
    const { body } = await platform.request('GET', `${platform.url}/openapi.json`)
    expect(operationIds(await read('/docs/all_platform'))).toEqual(operationIds(body as Document))
  })
})

describe('definitions of an operation', () => {
  it.each([
    ['/elements/ecwid/docs/getOrders/definitions', false],
    [`/instances/${instance.id}/docs/getOrders/definitions`, false],
    ['/instances/docs/getOrders/definitions', true],
  ])('%s are given by reference or in full', async (path, withToken) => {
    const plain = JSON.stringify(await read(path, withToken))
    expect(plain).toContain('"$ref":"#/definitions/')
    const openapi = JSON.stringify(await read(`${path}?version=3.1`, withToken))
    expect(openapi).toContain('"$ref":"#/components/schemas/')
    const inFull = await read(`${path}?resolveReferences=true`, withToken)
    expect(inFull).toHaveProperty('Order.properties.items.items.properties.sku')
    expect(JSON.stringify(inFull)).not.toContain('$ref')
  })
})

it('the document of an object can be written without references', async () => {
  const path = '/hubs/ecommerce/objects/orders/docs?resolveReferences=true'
  const document = await read(path, true)
  expect(JSON.stringify(document)).not.toContain('$ref')
  await SwaggerParser.validate(structuredClone(document) as never)
})
