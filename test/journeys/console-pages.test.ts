/** How the console is served: where it answers, where it does not, and what browsers are told to do with it. */
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ sandbox: false })
const get = (path: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
  platform.request('GET', platform.url + path, { headers: { authorization: null, ...headers } })

describe('the console', () => {
  it.each(['/', '/secrets', '/instances/42', '/oauth', '/docs/nowhere'])(
    'answers a browser at %s under a strict policy',
    async (path) => {
      const { status, headers, body } = await get(path)
      expect(status).toBe(200)
      expect(body).toContain('<div id="root">')
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      })
      const policy = headers['content-security-policy'] ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:/)
      const [nonce = ''] = /(?<='nonce-)[^']+/.exec(policy) ?? []
      expect(body).toContain(`nonce="${nonce}"`)
      expect(body).not.toContain('__NONCE__')
    },
  )

  it('loads nothing of another host', async () => {
    const { body } = await get('/')
    expect(String(body)).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })

  it('serves its files packed, and for ever', async () => {
    const { body } = await get('/')
    const [script = ''] = /\/console\/assets\/[\w.-]+\.js/.exec(String(body)) ?? []
    for (const encoding of ['br', 'gzip']) {
      const { status, headers } = await get(script, { 'accept-encoding': encoding })
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      })
    }
  })

  it.each([
    [
      'a program that asks for a page that is not there',
      '/nowhere',
      { accept: 'application/json' },
    ],
    ['a route of the API that is not there', '/elements/api-v2/nowhere', undefined],
    ['a file that is not there', '/console/assets/nothing.js', undefined],
  ])('is not the answer to %s', async (_name, path, headers) => {
    const answer = await get(path, headers)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toContain('application/json')
  })

  it('takes no other verb at an address of its own', async () => {
    const answer = await platform.request('POST', `${platform.url}/secrets`, {
      headers: { accept: 'text/html' },
    })
    expect(answer.status).toBe(404)
  })

  it('leaves the papers of the API where they were', async () => {
    expect((await get('/docs')).body).toContain('swagger-ui')
    expect((await get('/openapi.json')).body).toMatchObject({ openapi: '3.1.0' })
    expect((await get('/healthz')).body).toEqual({ status: 'ok' })
  })

  it('is not served by a worker', async () => {
    const worker = await startPlatform({ beside: platform, env: { HUBWRIGHT_ROLE: 'worker' } })
    const answer = await worker.request('GET', `${worker.url}/`, {
      headers: { accept: 'text/html' },
    })
    expect(answer.status).toBe(404)
    await worker.close()
  })
})
