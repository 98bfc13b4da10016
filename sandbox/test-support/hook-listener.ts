import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request that an app's webhook address received. */
interface Received {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Names and values as they came, in turn. */
  readonly rawHeaders: readonly string[]
  readonly text: string
  /** Empty when the text is not JSON. */
  readonly body: Readonly<Record<string, unknown>>
}

/** An app's side of webhooks: keeps what arrives, and answers as told. */
export interface HookListener {
  /** The address, whose path is `/hook`. */
  readonly url: string
  readonly received: Received[]
  /** Connections opened since the last `forget`. */
  connections: number
  /** The next answers; null lets the request hang. */
  answer: { status: number | null; headers?: Record<string, string>; body?: string }
  /** Nothing received, and 200 again. */
  forget(): void
  /** Values of one member of the bodies, in the order of arrival. */
  all(member: string): unknown[]
  /** The same as texts, sorted. */
  sorted(member: string): string[]
  close(): void
}

/** Listens on a free port of this machine. */
export async function startHookListener(): Promise<HookListener> {
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const { url = '', headers, rawHeaders } = request
      listener.received.push({ url, headers, rawHeaders, text, body: readJson(text) })
      const { status, headers: answered = {}, body = '' } = listener.answer
      if (status !== null) response.writeHead(status, answered).end(body)
    })
  })
  server.on('connection', () => (listener.connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listener: HookListener = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    connections: 0,
    answer: { status: 200 },
    forget() {
      listener.received.length = 0
      listener.connections = 0
      listener.answer = { status: 200 }
    },
    all: (member) => listener.received.map(({ body }) => body[member]),
    sorted: (member) => listener.all(member).map(String).toSorted(),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return listener
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
