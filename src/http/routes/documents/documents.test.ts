import SwaggerParser from '@apidevtools/swagger-parser'
import { afterAll, describe, expect, it } from 'vitest'
import {
  catalogServer,
  instanceHeader,
  userHeader,
} from '../../../../test/support/catalog-server.ts'

const { server, get } = catalogServer()
afterAll(() => server.close())

describe.each([
  ['/elements/acme/docs', {}],
  ['/elements/7/docs', {}],
  ['/instances/11/docs', userHeader],
  ['/instances/docs', instanceHeader],
])('GET %s', (path, headers) => {
  it('is valid swagger 2.0 of this server', async () => {
    const { status, body } = await get(path, headers)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      host: 'localhost:8080',
      schemes: ['http'],
      info: { title: 'acme', 'x-element-id': 7 },
      paths: { '/orders': { get: { operationId: 'getOrders' } }, '/ping': {} },
    })
    await SwaggerParser.validate(structuredClone(body) as never)
  })

  it('names the address that is asked for', async () => {
    const { body } = await get(`${path}?baseUrl=https://x.example.com/elements`, headers)
    expect(body).toMatchObject({ host: 'x.example.com', schemes: ['https'] })
    const refused = await get(`${path}?baseUrl=javascript:alert(1)`, headers)
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ details: [{ path: 'baseUrl' }] })
  })

  it('can be one operation', async () => {
    const byQuery = await get(`${path}?operationId=getOrders`, headers)
    const byPath = await get(`${path}/GET-orders`, headers)
    expect(byPath.status).toBe(200)
    expect(byPath.body).toEqual(byQuery.body)
    expect(Object.keys((byPath.body as { paths: object }).paths)).toEqual(['/orders'])
    const unknown = await get(`${path}/getNothing`, headers)
    expect(unknown.status).toBe(404)
    expect(unknown.body).toMatchObject({
      message: 'No operation found with operationId getNothing',
    })
  })
})

describe('documents', () => {
  it('give the models of an operation', async () => {
    const { body } = await get('/elements/acme/docs/getOrders/definitions')
    expect(body).toEqual({ Order: { type: 'object', properties: { id: { type: 'integer' } } } })
  })

  it('of instances ask who calls', async () => {
    expect((await get('/instances/11/docs')).status).toBe(401)
    expect((await get('/instances/docs', userHeader)).status).toBe(401)
    expect((await get('/instances/12/docs', userHeader)).status).toBe(404)
    expect((await get('/instances/x/docs', userHeader)).status).toBe(400)
  })
})
