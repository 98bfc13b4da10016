import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

const fault = (body: object) => ecwid.control('POST', '/faults', body)
const profile = () => ecwid.api('GET', '/profile')

describe('faults', () => {
  it('are played so many times on matching requests only', async () => {
    await fault({ match: '/products', fault: 500, times: 2 })
    expect((await profile()).status).toBe(200)
    const statuses = []
    for (let call = 0; call < 3; call += 1)
      statuses.push((await ecwid.api('GET', '/products')).status)
    expect(statuses).toEqual([500, 500, 200])
  })

  it('can name the verb, begin later, and be given as text', async () => {
    await fault({ match: 'PUT /ecwid/api/v3/1003/products', fault: '503', skip: 1 })
    const put = async () => (await ecwid.api('PUT', '/products/700100', { price: 1 })).status
    expect((await ecwid.api('GET', '/products/700100')).status).toBe(200)
    expect([await put(), await put(), await put()]).toEqual([200, 503, 200])
  })

  it('are taken back', async () => {
    await fault({ match: '', fault: 500 })
    await ecwid.control('DELETE', '/faults')
    expect((await profile()).status).toBe(200)
  })

  it('refuse what does not exist', async () => {
    expect((await fault({ match: '', fault: 'earthquake' })).status).toBe(400)
    expect((await fault({ match: '', fault: 200 })).status).toBe(400)
    expect((await fault({ match: '', fault: 500, tmies: 3 })).status).toBe(400)
  })

  it('429 carries Retry-After', async () => {
    await fault({ match: '', fault: 429, retryAfterSeconds: 7 })
    const answer = await profile()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
  })

  it('revoked looks like a dead token', async () => {
    await fault({ match: '', fault: 'revoked' })
    const answer = await profile()
    expect([answer.status, answer.body['errorCode']]).toEqual([403, 'INVALID_API_TOKEN'])
  })

  it('empty, html, notjson and statusline spoil the body', async () => {
    for (const name of ['empty', 'html', 'notjson', 'statusline'])
      await fault({ match: '', fault: name })
    expect((await profile()).text).toBe('')
    const page = await profile()
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.text).toContain('<h1>')
    const broken = await profile()
    expect(broken.headers.get('content-type')).toContain('application/json')
    expect(() => JSON.parse(broken.text) as unknown).toThrow(SyntaxError)
    expect(await profile()).toMatchObject({ status: 400, text: '' })
  })

  it('truncate and reset cut the line', async () => {
    await fault({ match: '', fault: 'truncate' })
    await expect(profile()).rejects.toThrow()
    await fault({ match: '', fault: 'reset' })
    await expect(profile()).rejects.toThrow()
    expect((await profile()).status).toBe(200)
  })

  it('timeout never answers', async () => {
    await fault({ match: '', fault: 'timeout' })
    const signal = AbortSignal.timeout(150)
    const url = '/ecwid/api/v3/1003/profile?token=secret_sandbox_1003'
    await expect(ecwid.raw(url, { signal })).rejects.toThrow(/aborted|timeout/i)
  })

  it('slow answers late, with the real answer', async () => {
    await fault({ match: '', fault: 'slow', delayMs: 120 })
    const before = performance.now()
    expect((await profile()).body['generalInfo']).toMatchObject({ storeId: 1003 })
    expect(performance.now() - before).toBeGreaterThan(100)
  })

  it('oversized sends as much as asked', async () => {
    await fault({ match: '', fault: 'oversized', bytes: 1_000_000 })
    expect((await profile()).text.length).toBeGreaterThan(1_000_000)
  })

  it('played after the request, let it take effect', async () => {
    await fault({ match: 'POST ', fault: 500, when: 'after' })
    const body = { name: 'Half done', price: 1, sku: 'HALF' }
    expect((await ecwid.api('POST', '/products', body)).status).toBe(500)
    expect((await ecwid.api('GET', '/products?sku=HALF')).body['total']).toBe(1)
  })
})

describe('the log of calls', () => {
  it('shows requests without their secrets', async () => {
    await ecwid.raw('/ecwid/api/v3/1003/profile?token=secret_sandbox_1003&lang=en')
    await ecwid.api('PUT', '/customers/9001', { password: 'hidden', taxId: 'T1' })
    await ecwid.raw('/ecwid/api/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({ client_secret: 'sandbox-secret', code: 'temp_1' }),
    })
    const { body, text } = await ecwid.control('GET', '/calls')
    expect(body['count']).toBe(3)
    expect(text).not.toMatch(/secret_sandbox_1003|hidden|"sandbox-secret"|temp_1/)
    expect(body['calls']?.[0]).toMatchObject({
      method: 'GET',
      path: '/ecwid/api/v3/1003/profile',
      query: { token: '********', lang: 'en' },
      status: 200,
      auth: 'query secret_****1003',
    })
    expect(body['calls']?.[1]?.['body']).toEqual({ password: '********', taxId: 'T1' })
  })

  it('filters, and tells which fault was played', async () => {
    await fault({ match: '/orders', fault: 'reset' })
    await ecwid.api('GET', '/orders').catch(() => undefined)
    await profile()
    await ecwid.api('GET', '/nothing')
    const find = async (query: string) => (await ecwid.control('GET', `/calls?${query}`)).body
    expect((await find('path=/orders'))['calls']).toMatchObject([{ status: null, fault: 'reset' }])
    expect((await find('status=404'))['count']).toBe(1)
    expect((await find('method=get&limit=2'))['count']).toBe(2)
    const first = textOf((await find(''))['calls']?.[0]?.['requestId'])
    expect((await find(`after=${first}`))['count']).toBe(2)
    await ecwid.control('DELETE', '/calls')
    expect((await find(''))['count']).toBe(0)
  })
})
