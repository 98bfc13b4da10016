/** The page of a connect session and the script that opens it, as they are served. */
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { makeSession } from './connect-client.ts'

const platform = await startPlatform({ sandbox: false })
const get = (path: string, headers: Record<string, string> = {}) =>
  platform.request('GET', platform.url + path, { headers: { authorization: null, ...headers } })
const session = (more: object) =>
  makeSession(platform, { authenticationTypes: ['custom'], ...more })

describe('the page', () => {
  it('may be framed by the origins of its session and runs nothing but its own files', async () => {
    const allowedOrigins = ['https://app.example.com', 'http://localhost:3000']
    const { id } = await session({ allowedOrigins })
    const { status, headers, body } = await get(`/connect/${id}`)
    expect(status).toBe(200)
    expect(headers).not.toHaveProperty('x-frame-options')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
    const policy = headers['content-security-policy'] ?? ''
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${allowedOrigins.join(' ')}`,
    ])
    expect(body).not.toMatch(/__NONCE__|<!-- landing -->|<style|style=/)
  })

  it.each(['cs_unknown', '%3Cscript%3E', 'x'.repeat(400)])(
    'of %s is framed by nobody and says no more than any other',
    async (id) => {
      const answer = await get(`/connect/${id}`)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
      const { id: known } = await session({})
      expect((await get(`/connect/${known}`)).body).toBe(answer.body)
    },
  )
})

describe('the script', () => {
  it('is kept for minutes and asked for anew by its tag', async () => {
    const { status, headers, body } = await get('/connect.js')
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(String(body)).toContain('Hubwright')
    expect(String(body).length).toBeLessThan(12_000)
    const etag = headers['etag'] ?? ''
    const again = await get('/connect.js', { 'if-none-match': `"other", W/${etag}` })
    expect(again).toMatchObject({ status: 304, body: undefined, headers: { etag } })
    expect((await get('/connect.js', { 'if-none-match': '"other"' })).status).toBe(200)
  })
})

describe('the looks of a session', () => {
  it('are kept, and refused by name', async () => {
    const theme = { colorScheme: 'dark', primaryColor: '#1a73e8', corners: 'round' }
    const { id } = await session({ theme })
    const read = await platform.request('GET', `/connect-sessions/${id}`)
    expect(read.body).toMatchObject({ theme })
    const wrong = await platform.request('POST', '/connect-sessions', {
      body: { elements: ['ecwid'], theme: { corners: 'spiky' } },
    })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(JSON.stringify(wrong.body)).toContain('corners')
  })
})
