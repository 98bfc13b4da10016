import { afterAll, describe, expect, it } from 'vitest'
import { catalogServer } from '../../../../test/support/catalog-server.ts'

const { server, get } = catalogServer()
afterAll(() => server.close())

describe('hubs', () => {
  it('are listed with their names', async () => {
    const { status, body } = await get('/hubs')
    expect(status).toBe(200)
    expect(body).toHaveLength(28)
    for (const hub of body as object[]) {
      expect(Object.keys(hub)).toEqual(['id', 'key', 'name', 'description', 'active'])
    }
    expect((await get('/hubs/keys')).body).toContain('ecommerce')
  })

  it('are hydrated with what their connectors offer', async () => {
    const { body } = await get('/hubs?hydrate=true')
    for (const { resources } of body as { resources: unknown[] }[]) {
      expect(resources.length).toBeGreaterThan(0)
    }
    expect((await get('/hubs/ecommerce')).body).toMatchObject({
      key: 'ecommerce',
      resources: [
        { name: 'customers', path: '/hubs/ecommerce/customers' },
        { name: 'orders' },
        { name: 'products' },
      ],
    })
  })

  it('list their connectors, page by page', async () => {
    const { body, headers } = await get('/hubs/ecommerce/elements')
    expect(body).toMatchObject([{ key: 'acme' }])
    expect(headers['elements-total-count']).toBe('1')
    expect((await get('/hubs/ocr/elements')).body).toEqual([])
  })

  it.each(['/hubs/nothing', '/hubs/nothing/elements'])('404 for %s', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body).toMatchObject({
      message: 'No hub found with key nothing. GET /hubs/keys lists the keys',
    })
  })
})
