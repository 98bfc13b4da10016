/**
 * A vendor that repeats every secret it is told, in headers, bodies and addresses, and fails when it is asked to: what
 * a trace must cope with. Its definition is `leakshop`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface LeakyVendor {
  /** For `HUBWRIGHT_CONNECTORS_DIR`. */
  readonly folder: string
  /** What the next requests of the API meet: a status, or no answer at all. */
  fail(...faults: (number | 'silence')[]): void
  /** What the next requests of the token endpoint meet. */
  failToken(...statuses: number[]): void
  /** The API refuses the tokens given so far. */
  refuseTokens(): void
  /** Access and refresh tokens that were given. */
  readonly tokens: readonly string[]
  /** Answers of `/api/blob`. */
  blob: Buffer
  close(): Promise<void>
}

export async function startLeakyVendor(): Promise<LeakyVendor> {
  const faults: (number | 'silence')[] = []
  const tokenFaults: number[] = []
  const tokens: string[] = []
  let good = new Set<string>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-leaky-'))
  writeFileSync(join(folder, 'leakshop.json'), JSON.stringify(definition(origin)))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const url = new URL(request.url ?? '/', origin)
    if (url.pathname === '/token') return token(new URLSearchParams(body), response)
    const fault = faults.shift()
    if (fault === 'silence') return
    const bearer = (request.headers.authorization ?? '').replace('Bearer ', '')
    response.setHeader('x-echo', `${bearer} ${url.searchParams.get('k') ?? ''}`)
    response.setHeader('set-cookie', [`session=cookie-${bearer}; Path=/`, 'theme=dark'])
    if (fault !== undefined) {
      response.setHeader('retry-after', '0')
      return json(response, fault, { message: `no, ${bearer}`, token: bearer })
    }
    if (!good.has(bearer)) return json(response, 401, { message: `expired: ${bearer}` })
    if (url.pathname === '/api/blob') {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(vendor.blob)
      return
    }
    const echo = { authorization: `Bearer ${bearer}`, url: request.url, body, raw: [bearer] }
    const text = JSON.stringify({ session_token: 'only-named-here', inner: JSON.stringify(echo) })
    return json(response, 200, [{ id: 1, note: 'only-named-here', text, name: 'Anna', echo }])
  }

  function token(form: URLSearchParams, response: ServerResponse): void {
    const fault = tokenFaults.shift()
    const said = [...form.values()].join(' ')
    if (fault !== undefined) return json(response, fault, { error: 'server_error', said })
    if (form.get('code') === 'wrong-code-1234') {
      return json(response, 400, { error: 'invalid_grant', error_description: said })
    }
    const number = tokens.length
    const [access, refresh] = [`access-of-shop-${number}`, `refresh-of-shop-${number}`]
    tokens.push(access, refresh)
    good.add(access)
    json(response, 200, {
      access_token: access,
      refresh_token: refresh,
      expires_in: 3600,
      account: 'acme',
      said: `${said} ${access}`,
    })
  }

  const vendor: LeakyVendor = {
    folder,
    fail: (...next) => void faults.push(...next),
    failToken: (...next) => void tokenFaults.push(...next),
    refuseTokens: () => void (good = new Set()),
    tokens,
    blob: Buffer.from([0, 1, 2]),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return vendor
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const resource = (path: string, more: object = {}) => ({
  path,
  method: 'GET',
  vendorPath: '/things',
  vendorMethod: 'GET',
  paginationType: 'NO_PAGINATION',
  // An innocent name for what is none.
  parameters: [{ name: 'shop.key', vendorName: 'k', type: 'configuration', vendorType: 'query' }],
  ...more,
})

function definition(origin: string) {
  return {
    key: 'leakshop',
    name: 'Leak Shop',
    description: 'A vendor that repeats secrets',
    hub: 'things',
    authentication: { type: 'oauth2' },
    configuration: [
      { key: 'oauth.authorization.url', name: 'Authorization', defaultValue: '{origin.auth}/auth' },
      { key: 'oauth.token.url', name: 'Token', defaultValue: '{origin.auth}/token' },
      { key: 'oauth.scope', name: 'Scope', defaultValue: 'all' },
      { key: 'shop.account', name: 'Account', required: true },
      { key: 'shop.key', name: 'Key', type: 'PASSWORD', required: true },
      { key: 'base.url', name: 'Base', defaultValue: '{origin.api}/api' },
    ],
    resources: [
      resource('/things'),
      { ...resource('/things'), method: 'POST', vendorMethod: 'POST' },
      resource('/check', { type: 'provisionAuthValidation' }),
    ],
    hubwright: {
      origins: { api: origin, auth: origin },
      oauth: { answer: { 'shop.account': 'account' } },
      accountKey: 'shop.account',
      errors: { message: ['message'], rules: [{ status: 401, means: 'reauth' }] },
    },
  }
}
