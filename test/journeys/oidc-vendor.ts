/**
 * A vendor with a real OAuth 2.0 server (oidc-provider) in front of a small API: refresh tokens that rotate and end the
 * grant when an old one comes back, both client authentications, PKCE, revocation.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { request as send } from 'undici'

export const clients = {
  post: { clientId: 'post-app', clientSecret: 'post-secret+/%&=' },
  basic: { clientId: 'basic-app', clientSecret: 'basic-secret:+/%&=' },
} as const

export const redirectUri = 'http://127.0.0.1:4100/connected'

/** What the next token requests meet instead of an answer. */
export type TokenFault = 'lost' | number

export interface OidcVendor {
  readonly origin: string
  /** How often the token endpoint granted or refused a refresh. */
  refreshes(): { granted: number; refused: number }
  /** How the client proved itself in each token request. */
  readonly clientProofs: readonly ('header' | 'form')[]
  /** The API refuses every access token it has seen so far. */
  refuseSeenTokens(): void
  /** Tokens that the API has taken, oldest first. */
  readonly seen: readonly string[]
  /** `lost`: the server acts and the answer never arrives; a number: that status without acting. */
  failTokenRequests(...faults: TokenFault[]): void
  /** Resolves `hold` requests at the token endpoint only when told. */
  holdTokenRequests(): { arrived: Promise<void>; release(): void }
  isAlive(accessToken: string): Promise<boolean>
  /** Logs in as the account, consents, and answers where the browser was sent. */
  consent(authorizeUrl: string, account?: string): Promise<URL>
  close(): Promise<void>
}

export async function startOidcVendor(): Promise<OidcVendor> {
  hushAdvice()
  const counts = { granted: 0, refused: 0 }
  const faults: TokenFault[] = []
  const clientProofs: ('header' | 'form')[] = []
  const seen: string[] = []
  const refused = new Set<string>()
  let gate: { wait: Promise<void>; arrive: () => void } | undefined

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(origin, configuration)
  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params?.grant_type === 'refresh_token') counts.granted += 1
  })
  provider.on('grant.error', ({ oidc }) => {
    if (oidc.params?.grant_type === 'refresh_token') counts.refused += 1
  })
  // As some vendors do, the token answer names the account that it is for.
  provider.use(async (context, next) => {
    await next()
    const { AuthorizationCode, RefreshToken } = context.oidc?.entities ?? {}
    const account = AuthorizationCode?.accountId ?? RefreshToken?.accountId
    if (context.path === '/token' && account !== undefined) {
      context.body = { ...(context.body as object), account }
    }
  })
  const oidc = provider.callback()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', origin)
    if (pathname.startsWith('/api/')) return api(request, response)
    if (pathname.startsWith('/token')) {
      clientProofs.push(request.headers.authorization?.startsWith('Basic ') ? 'header' : 'form')
      const fault = faults.shift()
      if (gate !== undefined) {
        gate.arrive()
        await gate.wait
      }
      if (typeof fault === 'number') {
        response.writeHead(fault, { 'content-type': 'text/plain' }).end('not now')
        return
      }
      if (fault === 'lost') response.end = () => response.destroy()
    }
    oidc(request, response)
  }

  async function api(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const known = await provider.AccessToken.find(token)
    response.setHeader('content-type', 'application/json')
    if (known === undefined || known.isExpired || refused.has(token)) {
      response.writeHead(401).end('{"message":"Token expired"}')
      return
    }
    if (seen.at(-1) !== token) seen.push(token)
    response.end(JSON.stringify([{ id: 1, owner: known.accountId }]))
  }

  return {
    origin,
    clientProofs,
    seen,
    refreshes: () => ({ ...counts }),
    refuseSeenTokens: () => seen.forEach((token) => refused.add(token)),
    failTokenRequests: (...next) => void faults.push(...next),
    holdTokenRequests() {
      let release = () => {}
      let arrive = () => {}
      const arrived = new Promise<void>((resolve) => (arrive = resolve))
      const wait = new Promise<void>((resolve) => (release = resolve))
      gate = { wait, arrive }
      return {
        arrived,
        release() {
          gate = undefined
          release()
        },
      }
    },
    isAlive: async (token) => (await provider.AccessToken.find(token)) !== undefined,
    consent: (authorizeUrl, account = 'ann') => consent(authorizeUrl, account),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The server's advice for production would only fill the report of the tests. */
function hushAdvice(): void {
  for (const kind of ['info', 'warn'] as const) {
    const say = console[kind].bind(console)
    console[kind] = (...words: unknown[]) => {
      if (!String(words[0]).startsWith('oidc-provider ')) say(...words)
    }
  }
}

const configuration = {
  clients: [
    {
      client_id: clients.post.clientId,
      client_secret: clients.post.clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      client_id: clients.basic.clientId,
      client_secret: clients.basic.clientSecret,
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ].map((client) => ({
    ...client,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
  })),
  cookies: { keys: ['a key of the test'] },
  features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
  rotateRefreshToken: true,
  ttl: { AccessToken: 3600, RefreshToken: 86_400, Grant: 86_400, Session: 3600, Interaction: 600 },
}

/** Walks the server's own pages as a browser would. */
async function consent(authorizeUrl: string, account: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(authorizeUrl)
  let form: string | undefined
  for (let step = 0; step < 12; step += 1) {
    const answer = await send(url, {
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: form }),
    })
    const text = await answer.body.text()
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const { location } = answer.headers
    form = undefined
    if (typeof location === 'string') {
      url = new URL(location, url)
      if (url.href.startsWith(redirectUri)) return url
      continue
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1]
    const action = /action="([^"]+)"/.exec(text)?.[1]
    if (prompt === undefined || action === undefined)
      throw new Error(`No form: ${text.slice(0, 500)}`)
    url = new URL(action, url)
    form = new URLSearchParams({ prompt, login: account, password: 'x' }).toString()
  }
  throw new Error('The consent did not come to an end')
}
