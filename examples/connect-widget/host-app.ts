/**
 * A product whose users connect their own stores: the server keeps the secrets and makes connect sessions, the page
 * holds the widget. Nothing but Node.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { page } from './page.ts'

export interface HostAppOptions {
  /** Where Hubwright is, such as `http://127.0.0.1:8080`. */
  readonly hubwright: string
  /** `User <user secret>, Organization <organization secret>`; browsers never see it. */
  readonly secrets: string
  /** 0 = any free one. */
  readonly port: number
}

/** Listens on loopback as `localhost`, another site than 127.0.0.1. */
export async function startHostApp(
  options: HostAppOptions,
): Promise<{ url: string; server: Server }> {
  // A real product would know this from its own sign-in: each person sees only sessions made for him.
  const sessions = new Set<string>()
  const server = createServer((request, response) => {
    answer(options, sessions, request, response).catch((error: Error) => {
      response.writeHead(502, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: error.message }))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port, 'localhost', resolve))
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, server }
}

async function answer(
  options: HostAppOptions,
  sessions: Set<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
  }
  const sendJson = (body: unknown) => send(200, 'application/json', JSON.stringify(body))
  const call = caller(options)
  if (request.method === 'GET' && url.pathname === '/') {
    return send(200, 'text/html', page(options.hubwright))
  }
  if (request.method === 'POST' && url.pathname === '/connect-session') {
    const session = await call<{ id: string; url: string }>('POST', '/connect-sessions', {
      elements: ['ecwid'],
      name: 'Shop of Ann',
      endUser: { id: 'user-7', displayName: 'Ann' },
      allowedOrigins: [url.origin],
      returnUrl: `${url.origin}/`,
    })
    sessions.add(session.id)
    return sendJson({ url: session.url })
  }
  if (request.method === 'GET' && url.pathname === '/products') {
    const id = url.searchParams.get('session') ?? ''
    if (!sessions.has(id)) return send(404, 'application/json', '{"message":"No such session"}')
    return sendJson(await firstProducts(options, id))
  }
  return send(404, 'text/plain', 'Not found')
}

/** The browser says that it is done; what is true, Hubwright says. */
async function firstProducts(options: HostAppOptions, sessionId: string) {
  const call = caller(options)
  const session = await call<{ state: string; instanceId?: number }>(
    'GET',
    `/connect-sessions/${encodeURIComponent(sessionId)}`,
  )
  if (session.state !== 'connected') throw new Error(`The session is ${session.state}`)
  const instance = await call<{ id: number; name: string; token: string }>(
    'GET',
    `/instances/${session.instanceId}`,
  )
  const path = '/hubs/ecommerce/products?pageSize=5&fields=name,price'
  const products = await caller(options, instance.token)<{ name: string; price: number }[]>(
    'GET',
    path,
  )
  return { instance: { id: instance.id, name: instance.name }, products }
}

/** Calls Hubwright's API with the secrets, and for an instance with its token. */
function caller({ hubwright, secrets }: HostAppOptions, instanceToken?: string) {
  const authorization =
    instanceToken === undefined ? secrets : `${secrets}, Element ${instanceToken}`
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${hubwright}/elements/api-v2${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const parsed = (await response.json()) as T & { message?: string }
    if (!response.ok) throw new Error(`Hubwright answers ${response.status}: ${parsed.message}`)
    return parsed
  }
}
