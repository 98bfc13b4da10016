import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform()
const nobody = { headers: { authorization: null } }

/** A path is read as the catalog's, unless an instance is named. */
async function read(path: string): Promise<unknown> {
  const { status, body } = await platform.request('GET', path, nobody)
  expect(status).toBe(200)
  return body
}

describe('the catalog of a server with its sandbox', () => {
  it('can be read without credentials, wrong ones are refused', async () => {
    const cards = await read('/elements?abridged=true')
    const some: unknown = expect.arrayContaining([
      expect.objectContaining({ id: 52, key: 'ecwid', hub: 'ecommerce' }),
    ])
    expect(cards).toEqual(some)
    const authorization = 'User nobody, Organization nothing'
    const { status } = await platform.request('GET', '/elements', { headers: { authorization } })
    expect(status).toBe(401)
  })

  it('says that the sandbox is in force, and no secret of its app', async () => {
    const element = await read('/elements/ecwid')
    const address = `${platform.sandboxUrl}/ecwid`
    expect(element).toMatchObject({ origins: { api: address, auth: address, inForce: 'sandbox' } })
    expect(JSON.stringify(element)).not.toMatch(/sandbox-(app|secret)/)
  })

  it('shows each connector by key and id, its picture and its hub', async () => {
    expect(await read('/elements/52')).toEqual(await read('/elements/ecwid'))
    const picture = await fetch(`${platform.api}/elements/provider_ecwid.png`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(await read('/hubs/ecommerce/elements')).toMatchObject([{ key: 'ecwid' }])
  })

  it('tells what a connector was measured to do', async () => {
    const abilities = await read('/elements/52/abilities')
    expect(abilities).toMatchObject({
      connector: 'ecwid',
      authentications: {
        oauth2: { resources: { products: { list: true, create: true, fields: 'vendor' } } },
        custom: { resources: { products: { list: true, create: false, fields: 'platform' } } },
      },
    })
    expect(await read('/elements/ecwid/abilities')).toEqual(abilities)
  })

  it('documents what the reference lists, as valid swagger', async () => {
    const document = (await read('/elements/ecwid/docs')) as {
      paths: Record<string, Record<string, { operationId: string }>>
    }
    await SwaggerParser.validate(structuredClone(document) as never)
    expect(document).toMatchObject({
      host: new URL(platform.url).host,
      info: { title: 'ecwid', 'x-element-id': 52, 'x-element-hub': 'ecommerce' },
      paths: {
        '/customers': {
          get: { responses: { '200': { schema: { type: 'array' } } } },
        },
      },
    })
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(names).toEqual(
      expect.arrayContaining([
        'createCustomer',
        'createOrder',
        'createProduct',
        'deleteCustomerById',
        'deleteOrderById',
        'deleteProductById',
        'getCustomerById',
        'getCustomers',
        'getCustomersOrders',
        'getObjects',
        'getObjectsObjectNameDocs',
        'getObjectsObjectNameMetadata',
        'getOrderById',
        'getOrders',
        'getOrdersPayments',
        'getOrdersRefunds',
        'getPing',
        'getProductById',
        'getProducts',
        'updateCustomerById',
        'updateOrderById',
        'updateProductById',
      ]),
    )
    expect(new Set(names).size).toBe(names.length)
  })
})
