import { connect } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import {
  closeGeneratedRequests,
  complaintAbout,
  generatedRequest,
  inGoodOrder,
  operationsOf,
  type RealThings,
} from '../support/generated-requests.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform()
const { first, url } = platform
const instance = await connectDemoInstance(platform, first)
afterAll(closeGeneratedRequests)

/** Sends bytes as they are, which no client library would, and reads until the server ends it. */
function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let received = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (received += chunk))
    socket.on('end', () => resolve(received))
    socket.on('error', reject)
    socket.write(bytes)
  })
}

const login = (options: { body?: unknown; type?: string | null }) =>
  platform.request('POST', '/authentication', {
    body: options.body,
    headers: { authorization: null, 'content-type': options.type ?? 'application/json' },
  })

describe('bodies', () => {
  it('of a wrong type are refused without coercion, and every place is named', async () => {
    const answer = await login({ body: { username: 5, password: true } })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'invalid_request',
      details: [
        { path: '/username', message: 'must be a string' },
        { path: '/password', message: 'must be a string' },
      ],
    })
  })

  it('that lack something are refused with its name', async () => {
    const answer = await login({ body: { username: 'a' } })
    expect(answer.body).toMatchObject({ details: [{ path: '/password', message: 'is required' }] })
  })

  it('may be missing or empty only where nothing is needed', async () => {
    const empty = await login({ body: '' })
    expect(empty.status).toBe(400)
    expect(empty.body).toMatchObject({ code: 'invalid_json' })
    const nothing = await platform.request('POST', '/authentication')
    expect(nothing.status).toBe(400)
    expect((nothing.body as { message: string }).message).toMatch(/Content-Type: application\/json/)
  })

  it('without a content type are told which header to send', async () => {
    const answer = await platform.request('POST', '/authentication', { body: '{"username":"a"}' })
    expect(answer.status).toBe(415)
    expect((answer.body as { message: string }).message).toMatch(
      /without a Content-Type.*application\/json/,
    )
  })

  it('with curly quotes are told so', async () => {
    const answer = await login({ body: '{“username”: “a”}' })
    expect(answer.status).toBe(400)
    expect((answer.body as { message: string }).message).toMatch(/curly|quot/i)
  })

  it('over 1 MB are refused', async () => {
    const answer = await login({ body: JSON.stringify({ username: 'x'.repeat(1024 * 1024) }) })
    expect(answer.status).toBe(413)
    expect(answer.body).toMatchObject({ code: 'body_too_large' })
  })

  it('reach no prototype', async () => {
    await login({ body: '{"__proto__":{"polluted":1},"username":"a","password":"b"}' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('with a NUL in a text are refused, and one that only speaks of it is not', async () => {
    const rename = (body: string) =>
      platform.request('PUT', '/organizations/me', {
        body,
        headers: { 'content-type': 'application/json' },
      })
    const refused = await rename(String.raw`{"name":"a\u0000b"}`)
    expect(refused.status).toBe(400)
    expect((refused.body as { message: string }).message).toMatch(/NUL/)
    const taken = await rename(String.raw`{"name":"write \\u0000"}`)
    expect(taken.body).toMatchObject({ name: String.raw`write \u0000` })
  })

  it.each(['a key', 'a text'])('with half a character in %s are refused', async (place) => {
    const change = (configuration: string) =>
      platform.request('PATCH', `/instances/${instance.id}`, {
        body: `{"configuration":${configuration}}`,
        headers: { 'content-type': 'application/json' },
      })
    const half = String.raw`my.\ud83d.token`
    const refused = await change(place === 'a key' ? `{"${half}":"x"}` : `{"my.token":"${half}"}`)
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_json' } })
    const whole = String.raw`my.\ud83d\uDE00.token`
    const taken = await change(place === 'a key' ? `{"${whole}":"x"}` : `{"my.note":"${whole}"}`)
    expect(taken.status).toBe(200)
    expect((await platform.request('GET', '/instances')).status).toBe(200)
  })

  it('are the literal null where old clients send it', async () => {
    const own = await connectDemoInstance(platform, first, { name: 'To delete' })
    const removed = await platform.request('DELETE', `/instances/${own.id}`, {
      body: 'null',
      headers: { 'content-type': 'application/json' },
    })
    expect(removed.status).toBe(200)
  })

  it('are absent where old clients send none, with length 0 and no type', async () => {
    const answer = await sendRaw(
      `PUT /elements/api-v2/instances/${instance.id}/enabled HTTP/1.1\r\nHost: x\r\nAuthorization: ${first.authorization}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('paths and parameters', () => {
  it.each([
    '/elements/api-v2/elements/..%2f..%2fsecrets',
    '/elements/api-v2/elements/../../../readyz',
    '/elements/api-v2/hubs/ecommerce/products/%2e%2e%2fprofile',
    '/elements/api-v2/elements/a%00b',
    '/elements/api-v2/elements/a%0d%0aSet-Cookie:x',
    '/elements/api-v2/elements/%zz',
    '/elements/api-v2/usage?keys%5B%5D=%00',
  ])('%s is refused', async (path) => {
    const answer = await sendRaw(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${first.authorization}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).not.toMatch(/set-cookie/i)
  })

  it('of any length are a clear 4xx', async () => {
    const long = await platform.request('GET', `/elements/${'x'.repeat(3000)}`)
    expect([400, 404, 414]).toContain(long.status)
    const many = await platform.request('GET', '/elements', {
      query: { pageSize: '1'.repeat(400) },
    })
    expect(many.status).toBe(400)
  })

  it.each(['ten', '', '1.5', '0x10', '1e3', ' 5', '99999999999999999999'])(
    'pageSize=%j is no number',
    async (pageSize) => {
      const answer = await platform.request('GET', '/elements', { query: { pageSize } })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ details: [{ path: 'pageSize' }] })
    },
  )

  it('given twice are told so', async () => {
    const answer = await platform.request('GET', '/elements', { query: { pageSize: ['1', '2'] } })
    expect(answer.status).toBe(400)
  })

  it('with a wrong verb get the right ones', async () => {
    const answer = await platform.request('PATCH', '/authentication')
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('POST')
  })

  it('that lead nowhere are a 404 that helps', async () => {
    const answer = await platform.request('GET', `${url}/instances`)
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ code: 'route_not_found' })
  })
})

describe('what is no request', () => {
  it.each([
    ['garbage', 'hello\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is refused as JSON', async (_name, bytes, status) => {
    const answer = await sendRaw(bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(/"code":"invalid_request"/)
  })

  it('a second Authorization header changes nothing', async () => {
    const answer = await sendRaw(
      `GET /elements/api-v2/organizations/me HTTP/1.1\r\nHost: x\r\nAuthorization: User x\r\nAuthorization: ${first.authorization}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  })
})

describe('browsers', () => {
  const exposed =
    'Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition'

  it('of any origin may ask, and may read exactly these headers', async () => {
    const answer = await platform.request('GET', '/elements', {
      headers: { origin: 'https://app.example.com' },
    })
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['access-control-expose-headers']).toBe(exposed)
    const plain = await platform.request('GET', '/elements')
    expect(plain.headers['access-control-expose-headers']).toBeUndefined()
    expect(plain.headers['x-frame-options']).toBeUndefined()
  })

  it.each(['/instances', '/hubs/ecommerce/products', '/products', '/nowhere'])(
    'may send every header of the contract to %s',
    async (path) => {
      const answer = await platform.request('OPTIONS', path, {
        headers: {
          authorization: null,
          origin: 'https://app.example.com',
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization,content-type,elements-version',
        },
      })
      expect(answer.status).toBe(200)
      const allowed = (answer.headers['access-control-allow-headers'] ?? '').toLowerCase()
      for (const name of [
        'authorization',
        'content-type',
        'elements-version',
        'elements-async-callback-url',
        'elements-async-request',
        'elements-user-password',
      ]) {
        expect(allowed.split(', ')).toContain(name)
      }
      expect(answer.headers['access-control-allow-methods']).toMatch(/PATCH.*DELETE/)
    },
  )

  it('read the headers of errors too', async () => {
    const answer = await platform.request('GET', '/organizations/me', {
      headers: { authorization: null, origin: 'https://app.example.com' },
    })
    expect(answer.status).toBe(401)
    expect(answer.headers['access-control-expose-headers']).toBe(exposed)
  })
})

const document = await platform.request('GET', `${url}/openapi.json`)
const operations = inGoodOrder(operationsOf(document.body))
const real: RealThings = {
  authorization: first.authorization,
  userSecret: first.userSecret,
  token: instance.token,
  instanceId: instance.id,
}
/** Whose secret may be replaced on the way. */
const { authorization, userSecret } = platform.second
const expendable: RealThings = { ...real, authorization, userSecret }

describe('a hundred generated requests', () => {
  it.each(
    operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const),
  )('at %s never make the server fail', async (_name, operation) => {
    const things = operation.path.endsWith('/me/secret') ? expendable : real
    await fc.assert(
      fc.asyncProperty(generatedRequest(operation, things), async (generated) => {
        expect(await complaintAbout(url, generated)).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })

  it('leave the tenant as it was', async () => {
    const me = await platform.request('GET', '/organizations/me')
    expect(me.status).toBe(200)
    const read = await platform.request('GET', `/instances/${instance.id}`)
    expect(read.status).toBe(200)
    expect(read.body).toMatchObject({ id: instance.id, token: instance.token })
  })
})
