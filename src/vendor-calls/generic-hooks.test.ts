import { describe, expect, it } from 'vitest'
import {
  connection,
  connector,
  fakeVendor,
  question,
  type Received,
  type Script,
} from '../../test/support/fake-vendor.ts'
import type { GenericWord } from '../catalog/generic-word.ts'
import type { ConnectorHooks } from '../catalog/hooks.ts'
import type { ResourceAnswer, ResourceRequest } from './connection.ts'

function setUp(
  generic: GenericWord,
  script: Script | Script[],
  configuration: Record<string, string> = {},
  hooks: ConnectorHooks = {},
) {
  const shop = connector([], { hubwright: { generic } }, hooks)
  const vendor = fakeVendor(script)
  const ask = async (
    method: string,
    segments: readonly string[],
    more: Partial<ResourceRequest> = {},
  ): Promise<ResourceAnswer> => {
    const match = shop.findResource(method, segments)
    if (match === undefined) throw new Error(`no ${method} ${segments.join('/')}`)
    const path = `/${segments.join('/')}`
    const { resource, pathVariables } = match
    return vendor.calls.callResource(
      connection(shop, { configuration }),
      resource,
      question({ method, path, pathVariables, ...more }),
    )
  }
  return { vendor, ask }
}

const bodies = (answer: ResourceAnswer): unknown => answer.body
const sent = (received: readonly Received[]): string[] =>
  received.map(({ method, path }) => `${method} ${path}`)
const all = Array.from({ length: 7 }, (_, id) => ({ id }))

describe('a list', () => {
  it.each([[all], [{ items: all }], [{ staffList: all, note: 'x' }], [{ data: { rows: all } }]])(
    'stands where the word says, and is cut when it comes whole',
    async (body) => {
      const lists = { items: ['items', 'staffList', 'data.rows'] }
      const { ask, vendor } = setUp({ lists }, { body })
      const first = await ask('GET', ['things'], { query: { pageSize: '5' } })
      expect(first.body).toEqual(all.slice(0, 5))
      expect(first.page).toMatchObject({ returned: 5, total: 7 })
      const query = { pageSize: '5', nextPage: first.page?.next ?? '' }
      const second = await ask('GET', ['things'], { query })
      expect([second.body, second.page?.next]).toEqual([all.slice(5), undefined])
      expect(vendor.received[0]?.query).toEqual({})
    },
  )

  it('is no list when nothing in it is one', async () => {
    const profile = { name: 'A shop', items: 'none' }
    const { ask } = setUp({ lists: { items: ['items'] } }, { body: profile })
    expect(await ask('GET', ['profile'])).toMatchObject({ body: profile, page: undefined })
  })

  const paged = { items: ['items'], page: 'offset', pageSize: 'limit', total: 'total' }
  const byOffset = { 'pagination.type': 'offset', 'pagination.max': '3' }
  const vendorsPage: Script = ({ query }) => {
    const [offset, limit] = [Number(query['offset']), Number(query['limit'])]
    return { body: { total: 7, limit, items: all.slice(offset, offset + limit) } }
  }

  it('is asked page by page where the vendor pages', async () => {
    const { ask, vendor } = setUp({ lists: { ...paged, paged: 'limit' } }, vendorsPage, byOffset)
    const collected: unknown[] = []
    let nextPage: string | undefined
    do {
      const query = nextPage === undefined ? {} : { nextPage }
      const answer = await ask('GET', ['carts', '1', 'lines'], { query })
      collected.push(...(answer.body as unknown[]))
      expect(answer.page?.total).toBe(7)
      nextPage = answer.page?.next
    } while (nextPage !== undefined)
    expect(collected).toEqual(all)
    expect(vendor.received.map(({ query }) => query)).toEqual([
      { limit: '3', offset: '0' },
      { limit: '3', offset: '3' },
      { limit: '3', offset: '6' },
    ])
  })

  it.each([[all], [{ items: all }], [{ total: 7, limit: 0, items: all }]])(
    'that the vendor sends whole all the same is cut here, so that a walk ends',
    async (body) => {
      const { ask } = setUp({ lists: { ...paged, paged: 'limit' } }, { body }, byOffset)
      const query = { page: '3' }
      expect(await ask('GET', ['countries'], { query })).toMatchObject({
        body: [{ id: 6 }],
        page: { returned: 1, total: 7, next: undefined },
      })
    },
  )

  it('follows a cursor', async () => {
    const lists = { items: ['items'], page: 'after', pageSize: 'limit', nextPageKey: 'next' }
    const { ask, vendor } = setUp({ lists }, [
      { body: { items: all.slice(0, 4), next: 'c1' } },
      { body: { items: all.slice(4) } },
    ])
    const first = await ask('GET', ['things'])
    const second = await ask('GET', ['things'], { query: { nextPage: first.page?.next ?? '' } })
    expect([bodies(first), bodies(second)]).toEqual([all.slice(0, 4), all.slice(4)])
    expect(second.page?.next).toBeUndefined()
    expect(vendor.received.map(({ query }) => query['after'])).toEqual([undefined, 'c1'])
  })

  it('takes the vendor’s parameters in where', async () => {
    const { ask, vendor } = setUp({}, { body: [] })
    await ask('GET', ['things'], { query: { where: "a = 'x y' AND b = 2" } })
    await ask('GET', ['things', '1'], { query: { where: "lang = 'de'" } })
    expect(vendor.received.map(({ query }) => query)).toEqual([
      { a: 'x y', b: '2' },
      { lang: 'de' },
    ])
  })
})

describe('a write', () => {
  const record = { id: 5, name: 'A' }
  const echo: Script = ({ method }) => ({ body: method === 'GET' ? record : { n: 1, key: 5 } })
  const word: GenericWord = {
    path: '/data{path}.json',
    update: 'PUT',
    counts: { update: 'n', delete: 'n' },
    readBack: ['id', 'key'],
  }

  it('answers the record as it is then', async () => {
    const { ask, vendor } = setUp(word, echo)
    const body = { name: 'A' }
    expect((await ask('POST', ['things'], { body })).body).toEqual(record)
    expect((await ask('PATCH', ['a b', 'c/d'], { body })).body).toEqual(record)
    expect((await ask('PUT', ['x', '1', 'y', '2'], { body })).body).toEqual(record)
    expect((await ask('POST', ['x', '1', 'y'])).body).toEqual(record)
    await ask('DELETE', ['x', '1'])
    expect(sent(vendor.received)).toEqual([
      'POST /api/data/things.json',
      'GET /api/data/things/5.json',
      'PUT /api/data/a%20b/c%2Fd.json',
      'GET /api/data/a%20b/c%2Fd.json',
      'PUT /api/data/x/1/y/2.json',
      'GET /api/data/x/1/y/2.json',
      'POST /api/data/x/1/y.json',
      'GET /api/data/x/1/y/5.json',
      'DELETE /api/data/x/1.json',
    ])
  })

  it.each(['PATCH', 'PUT', 'DELETE'])('that reached nothing is a 404: %s', async (method) => {
    const { ask } = setUp(word, { body: { n: 0 } })
    const body = method === 'DELETE' ? undefined : {}
    await expect(ask(method, ['x', '1'], { body })).rejects.toMatchObject({
      code: 'vendor_not_found',
    })
  })

  it('is answered in the vendor’s words without an id, or without the word', async () => {
    const made = { createCount: 1 }
    const told = setUp({ readBack: ['id'] }, { body: made })
    expect(await told.ask('POST', ['things'], { body: {} })).toMatchObject({
      body: made,
      notice: undefined,
    })
    const plain = setUp({}, { body: { id: 1 } })
    expect((await plain.ask('POST', ['things'], { body: {} })).body).toEqual({ id: 1 })
    expect((await plain.ask('PATCH', ['x', '1'], { body: {} })).body).toEqual({ id: 1 })
    expect(sent(plain.vendor.received)).toEqual(['POST /api/things', 'PATCH /api/x/1'])
  })

  it.each([
    [{ status: 404, body: {} }, 'no such record'],
    [{ body: [1] }, 'answered no record'],
    [{ text: '<html>' }, 'not readable JSON'],
  ])('has happened even when reading back fails', async (second, why) => {
    const { ask } = setUp({ readBack: ['id'] }, [{ body: { id: 1 } }, second])
    const answer = await ask('POST', ['things'], { body: {} })
    expect(answer.body).toEqual({ id: 1 })
    expect(answer.notice).toContain(`Shop has saved it, but reading it back failed`)
    expect(answer.notice).toContain(why)
  })

  it('reads nothing back by an id that leads elsewhere', async () => {
    const { ask, vendor } = setUp({ readBack: ['id'] }, { body: { id: '..' } })
    expect((await ask('POST', ['things'], { body: {} })).notice).toContain('reading it back failed')
    expect(vendor.received).toHaveLength(1)
  })

  it('is finished by the connector’s own hooks', async () => {
    const hooks: ConnectorHooks = {
      resources: {
        'PATCH /{objectName}/{objectId}': {
          postRequest: (_context, { body }) => ({ body: { wrapped: body } }),
        },
      },
    }
    const { ask } = setUp({ readBack: [] }, { body: record }, {}, hooks)
    expect((await ask('PATCH', ['x', '5'], { body: {} })).body).toEqual({ wrapped: record })
  })
})
