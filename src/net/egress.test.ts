import type { LookupAddress } from 'node:dns'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseAllowRule } from './addresses.ts'
import { createSender, type SenderOptions } from './egress.ts'
import { type OutboundRequest, SendError, type Sender } from './sender.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

function sender(options: Partial<SenderOptions> = {}): Sender {
  const created = createSender({ allow: [parseAllowRule('127.0.0.1')], ...options })
  closers.push(() => created.close())
  return created
}

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function closed(server: ReturnType<typeof createTcpServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

/** An ordinary HTTP server. */
async function serve(
  listener: (...values: Parameters<RequestListener>) => unknown,
): Promise<string> {
  const server = createServer((request, response) => {
    listener(request, response)
  })
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return listening(server)
}

/** A server that answers raw bytes, or whatever else it likes, once a whole request head has arrived. */
async function serveRaw(answer: (socket: Socket, head: string) => unknown): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    let head = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      if (head.includes('\r\n\r\n')) {
        answer(socket, head)
        head = ''
      }
    })
  })
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  )
  return listening(server)
}

async function failureOf(call: Promise<unknown>): Promise<SendError> {
  try {
    await call
  } catch (error) {
    if (error instanceof SendError) return error
    throw error
  }
  throw new Error('The call succeeded')
}

function get(url: string, more: Partial<OutboundRequest> = {}): OutboundRequest {
  return { method: 'GET', url, headers: {}, ...more }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

describe('send', () => {
  it('carries method, path, query, headers and body, and gives the answer back', async () => {
    const base = await serve(async (request, response) => {
      response.setHeader('X-Seen', [String(request.headers['x-one']), 'two'])
      response.statusCode = 201
      response.end(
        `${request.method} ${request.url} ${request.headers.host} ${await bodyOf(request)}`,
      )
    })
    const answer = await sender().send({
      method: 'PATCH',
      url: `${base}/a%20b/c?d=%27e%27#f`,
      headers: { 'X-One': '1', 'content-type': 'text/plain' },
      body: 'grüße',
    })
    expect(answer.status).toBe(201)
    expect(answer.headers['x-seen']).toBe('1, two')
    expect(answer.body.toString()).toBe(`PATCH /a%20b/c?d=%27e%27 ${base.slice(7)} grüße`)
  })

  it('sends bytes as they are and reads an answer of many chunks', async () => {
    const base = await serve(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      for (const chunk of chunks) response.write(chunk)
      response.end('!')
    })
    const body = Buffer.alloc(300_000, 0xe9)
    const answer = await sender().send({ method: 'POST', url: base, headers: {}, body })
    expect(answer.body.equals(Buffer.concat([body, Buffer.from('!')]))).toBe(true)
  })

  it('uses connections again', async () => {
    const ports = new Set<number | undefined>()
    const base = await serve((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    const out = sender()
    for (let index = 0; index < 5; index++) await out.send(get(base))
    // The client rests a used connection for a moment, so a second one takes turns with it.
    expect(ports.size).toBeLessThanOrEqual(2)
  })

  it.each([204, 304])('reads a %i and a HEAD as having no body', async (status) => {
    const base = await serve((_request, response) => {
      response.writeHead(status, { 'content-encoding': 'gzip' }).end()
    })
    const out = sender()
    expect(await out.send(get(base))).toMatchObject({ status, body: Buffer.alloc(0) })
    const head = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '99999999', 'content-encoding': 'gzip' }).end()
    })
    expect((await out.send(get(head, { method: 'HEAD' }))).body).toHaveLength(0)
  })

  it('hands redirects to the caller instead of following them', async () => {
    let calls = 0
    const base = await serve((_request, response) => {
      calls++
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    })
    expect((await sender().send(get(base))).status).toBe(302)
    expect(calls).toBe(1)
  })

  it.each([
    ['400 Field OrderItem.quantity is absent', 400, 'Field OrderItem.quantity is absent'],
    ['400 Bad Request', 400, undefined],
    ['404 not found', 404, undefined],
    ['500', 500, undefined],
    ['449 Import is running', 449, 'Import is running'],
    ['200 Everything went well', 200, undefined],
  ])('keeps what a server wrote into the status line: %s', async (line, status, statusText) => {
    const url = await serveRaw((socket) =>
      socket.write(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`),
    )
    const answer = await sender().send({ method: 'GET', url, headers: {} })
    expect(answer.status).toBe(status)
    expect(answer.statusText).toBe(statusText)
  })

  it('passes over early hints', async () => {
    const base = await serveRaw((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n')
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
    })
    expect((await sender().send(get(base))).body.toString()).toBe('ok')
  })

  it('takes the end of the connection for the end of a body without length', async () => {
    const base = await serveRaw((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nall of it')
    })
    expect((await sender().send(get(base))).body.toString()).toBe('all of it')
  })

  it('ignores proxies named by the environment', async () => {
    const base = await serve((_request, response) => response.end('direct'))
    const saved = process.env['http_proxy']
    process.env['http_proxy'] = 'http://127.0.0.1:9'
    try {
      expect((await sender().send(get(base))).body.toString()).toBe('direct')
    } finally {
      if (saved === undefined) delete process.env['http_proxy']
      else process.env['http_proxy'] = saved
    }
  })

  it('lets no listener behind on a signal that lives on', async () => {
    const base = await serve((_request, response) => response.end())
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...values: Parameters<typeof add>) => {
      listeners++
      add(...values)
    }
    signal.removeEventListener = (...values: Parameters<typeof remove>) => {
      listeners--
      remove(...values)
    }
    await sender().send(get(base, { signal }))
    expect(listeners).toBe(0)
  })
})

describe('inflating', () => {
  const text = 'x'.repeat(5000)
  it.each([
    ['gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('reads %s', async (encoding, body) => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body)
    })
    expect((await sender().send(get(base))).body.toString()).toBe(text)
  })

  it.each([
    ['gzip, br', gzipSync(text), 'bad_encoding'],
    ['zstd', gzipSync(text), 'bad_encoding'],
    ['gzip', Buffer.from(text), 'bad_encoding'],
    ['br', Buffer.from('not brotli at all'), 'bad_encoding'],
    ['gzip', gzipSync(text).subarray(0, 20), 'truncated'],
  ])('says what is wrong with an answer in "%s"', async (encoding, body, failure) => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body)
    })
    expect(await failureOf(sender().send(get(base)))).toMatchObject({ failure, stage: 'after' })
  })

  it.each([
    ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ['br', brotliCompressSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('does not let a small %s answer become a huge one', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(100_000)
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb)
    })
    const error = await failureOf(sender().send(get(base)))
    expect(error).toMatchObject({ failure: 'too_large', stage: 'after' })
  })

  it('accepts an inflated answer of exactly the limit', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text))
    })
    const out = sender()
    expect((await out.send(get(base, { maxBytes: 5000 }))).body).toHaveLength(5000)
    expect(await failureOf(out.send(get(base, { maxBytes: 4999 })))).toMatchObject({
      failure: 'too_large',
    })
  })
})

describe('limits', () => {
  it('stops at an announced and at an endless answer that is too large', async () => {
    const announced = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '5001' }).write('x')
    })
    const endless = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1000)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    for (const base of [announced, endless]) {
      const error = await failureOf(sender().send(get(base, { maxBytes: 5000 })))
      expect(error).toMatchObject({ failure: 'too_large', stage: 'after' })
    }
  })

  it.each([
    ['never answers', 'during', (): void => undefined],
    [
      'stops within the headers',
      'during',
      (socket: Socket): void => void socket.write('HTTP/1.1 200 OK\r\ncontent-'),
    ],
    [
      'stops within the body',
      'after',
      (socket: Socket): void => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx'),
    ],
  ])('gives up on a server that %s', async (_name, stage, answer) => {
    const base = await serveRaw(answer)
    const error = await failureOf(sender().send(get(base, { timeoutMs: 400 })))
    expect(error).toMatchObject({ failure: 'timeout', stage })
  })

  it('gives up on a body that drips for ever', async () => {
    const base = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n')
      const timer = setInterval(() => socket.write('x'), 5)
      socket.on('close', () => clearInterval(timer))
    })
    const error = await failureOf(sender().send(get(base, { timeoutMs: 400 })))
    expect(error).toMatchObject({ failure: 'timeout', stage: 'after' })
  })

  it('waits for headers no longer than its own limit', async () => {
    const base = await serveRaw(() => undefined)
    const error = await failureOf(sender({ headersTimeoutMs: 50 }).send(get(base)))
    expect(error).toMatchObject({ failure: 'timeout', stage: 'during' })
  })

  it('sends nothing for a call whose time ran out while it waited for a connection', async () => {
    const seen: (string | undefined)[] = []
    const held: (() => void)[] = []
    const base = await serve((request, response) => {
      seen.push(request.url)
      held.push(() => response.end())
    })
    const out = sender({ connectionsPerOrigin: 1 })
    const first = out.send(get(`${base}/first`))
    const second = failureOf(out.send(get(`${base}/second`, { timeoutMs: 50 })))
    expect(await second).toMatchObject({ failure: 'timeout', stage: 'before' })
    held.shift()?.()
    await first
    const third = out.send(get(`${base}/third`))
    await expect.poll(() => held.length).toBe(1)
    held.shift()?.()
    await third
    expect(seen).toEqual(['/first', '/third'])
  })

  it('refuses headers that never end', async () => {
    const base = await serveRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`)
    })
    expect(await failureOf(sender().send(get(base)))).toMatchObject({ failure: 'too_large' })
  })
})

describe('failures name how far the request came', () => {
  it.each([
    ['closes before an answer', 'reset', 'during', (socket: Socket) => socket.end()],
    ['resets before an answer', 'reset', 'during', (socket: Socket) => socket.resetAndDestroy()],
    [
      'cuts a body of known length',
      'truncated',
      'after',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
    ],
    [
      'cuts a body of known length on a connection it announced to close',
      'truncated',
      'after',
      (socket: Socket) =>
        socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 9\r\n\r\nhalf'),
    ],
    [
      'cuts a chunked body',
      'truncated',
      'after',
      (socket: Socket) =>
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhalf'),
    ],
    [
      'cuts a chunked body between chunks',
      'truncated',
      'after',
      (socket: Socket) =>
        socket.end(
          'HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n',
        ),
    ],
    [
      'resets within a body',
      'truncated',
      'after',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', () => {
          setImmediate(() => socket.resetAndDestroy())
        })
      },
    ],
    ['speaks no HTTP', 'malformed', 'after', (socket: Socket) => socket.end('SSH-2.0-x\r\n')],
    [
      'gives two lengths',
      'malformed',
      'after',
      (socket: Socket) =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxy'),
    ],
  ])('%s: %s', async (_name, failure, stage, answer) => {
    const base = await serveRaw(answer)
    const error = await failureOf(sender().send(get(base)))
    expect(error).toMatchObject({ failure, stage })
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('takes no status that HTTP does not know', async () => {
    const base = await serveRaw((socket) =>
      socket.end('HTTP/1.1 700 Odd\r\ncontent-length: 2\r\n\r\n{}'),
    )
    const error = await failureOf(sender().send(get(base)))
    expect(error).toMatchObject({ failure: 'malformed', stage: 'after' })
  })

  it('does not send a request a second time when the connection breaks', async () => {
    let calls = 0
    const base = await serveRaw((socket) => {
      calls++
      if (calls === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      else socket.resetAndDestroy()
    })
    const out = sender()
    await out.send(get(base))
    await failureOf(out.send(get(base)))
    expect(calls).toBe(2)
  })

  it('tells a connection that was closed just when it was used again from one that broke', async () => {
    const heads = new Map<Socket, number>()
    const base = await serveRaw((socket, head) => {
      const before = heads.get(socket) ?? 0
      heads.set(socket, before + 1)
      if (head.startsWith('GET /first-breaks')) socket.resetAndDestroy()
      else if (before === 0) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      else if (head.startsWith('GET /ends')) socket.end()
      else if (head.startsWith('GET /begins')) socket.end('HTTP/1.1 2')
      else if (head.startsWith('GET /resets')) socket.resetAndDestroy()
    })
    const out = sender({ connectionsPerOrigin: 1 })
    const fresh = await failureOf(out.send(get(`${base}/first-breaks`)))
    expect(fresh).toMatchObject({ failure: 'reset', isStale: false })
    for (const path of ['/ends', '/resets']) {
      await out.send(get(base))
      const stale = await failureOf(out.send(get(base + path)))
      expect(stale).toMatchObject({ failure: 'reset', stage: 'during', isStale: true })
    }
    await out.send(get(base))
    expect(await failureOf(out.send(get(`${base}/begins`)))).toMatchObject({ isStale: false })
    await out.send(get(base))
    const silent = await failureOf(out.send(get(`${base}/silent`, { timeoutMs: 50 })))
    expect(silent).toMatchObject({ failure: 'timeout', isStale: false })
  })

  it('opens a connection for one request alone when it is told so', async () => {
    const ports: (number | undefined)[] = []
    let open = 0
    const base = await serve((request, response) => {
      ports.push(request.socket.remotePort)
      open += 1
      request.socket.once('close', () => (open -= 1))
      response.end()
    })
    const out = sender()
    for (let index = 0; index < 3; index++) await out.send(get(base, { ownConnection: true }))
    expect(new Set(ports).size).toBe(3)
    await vi.waitFor(() => expect(open).toBe(0))
  })

  it('tells a refused connection', async () => {
    const server = createTcpServer()
    const base = await listening(server)
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    expect(await failureOf(sender().send(get(base)))).toMatchObject({
      failure: 'connect',
      stage: 'before',
    })
  })

  it('tells a server without TLS where TLS was asked', async () => {
    const base = await serveRaw(() => undefined)
    const plain = createTcpServer((socket) => {
      socket.on('error', () => undefined).resume()
      socket.end('hello\r\n')
    })
    const tls = (await listening(plain)).replace('http:', 'https:')
    closers.push(() => closed(plain))
    expect(await failureOf(sender().send(get(tls)))).toMatchObject({
      failure: 'tls',
      stage: 'before',
    })
    const silent = sender({ connectTimeoutMs: 50 })
    expect(await failureOf(silent.send(get(base.replace('http:', 'https:'))))).toMatchObject({
      failure: 'timeout',
      stage: 'before',
    })
  })

  it('tells a name without an address', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const error = await failureOf(sender({ resolve }).send(get('http://nowhere.test/')))
    expect(error).toMatchObject({ failure: 'dns', stage: 'before' })
  })

  it('ends when its caller gives up: before, during and after', async () => {
    const out = sender()
    const silent = await serveRaw(() => undefined)
    expect(await failureOf(out.send(get(silent, { signal: AbortSignal.abort() })))).toMatchObject({
      failure: 'aborted',
      stage: 'before',
    })
    for (const [stage, start] of [
      ['during', ''],
      ['after', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx'],
    ] as const) {
      const controller = new AbortController()
      const base = await serveRaw((socket) => {
        socket.write(start, () => setTimeout(() => controller.abort(), 20))
      })
      const error = await failureOf(out.send(get(base, { signal: controller.signal })))
      expect(error).toMatchObject({ failure: 'aborted', stage })
    }
  })

  it('ends calls under way when it is closed, and takes no more', async () => {
    const base = await serveRaw(() => out.close())
    const out = sender()
    expect(await failureOf(out.send(get(base)))).toMatchObject({ failure: 'aborted' })
    expect(await failureOf(out.send(get(base)))).toMatchObject({
      failure: 'aborted',
      stage: 'before',
    })
  })
})

describe('TLS', () => {
  const certificate = readFileSync(new URL('./fixtures/shop.test.pem', import.meta.url), 'utf8')
  const key = readFileSync(new URL('./fixtures/shop.test.key.pem', import.meta.url), 'utf8')
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }])

  async function serveTls(): Promise<string> {
    const server = createTlsServer({ cert: certificate, key }, (request, response) => {
      response.end(`${(request.socket as TLSSocket).servername} ${request.headers.host}`)
    })
    server.on('tlsClientError', () => undefined)
    closers.push(async () => {
      server.closeAllConnections()
      await closed(server)
    })
    return new URL(await listening(server)).port
  }

  it('asks for the certificate of the name, at the checked address', async () => {
    const port = await serveTls()
    const out = sender({ resolve, trustedCertificate: certificate })
    const answer = await out.send(get(`https://shop.test:${port}/`))
    expect(answer.body.toString()).toBe(`shop.test shop.test:${port}`)
  })

  it.each([
    ['nobody vouches for', 'shop.test', false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['belongs to another name', 'other.test', true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('refuses a certificate that %s', async (_name, host, trusted, code) => {
    const port = await serveTls()
    const out = sender({ resolve, ...(trusted ? { trustedCertificate: certificate } : {}) })
    const error = await failureOf(out.send(get(`https://${host}:${port}/`)))
    expect(error).toMatchObject({ failure: 'tls', stage: 'before' })
    expect(error.message).toContain(code)
  })

  it('refuses it also when the environment says that certificates do not matter', async () => {
    const port = await serveTls()
    const saved = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      const error = await failureOf(sender({ resolve }).send(get(`https://shop.test:${port}/`)))
      expect(error.failure).toBe('tls')
    } finally {
      if (saved === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = saved
    }
  })
})

describe('the guard', () => {
  const closedSender = () => sender({ allow: [] })

  it.each([
    ['', 'invalid_url'],
    ['/relative', 'invalid_url'],
    ['https;//example.com', 'invalid_url'],
    ['ftp://example.com', 'invalid_url'],
    ['file:///etc/passwd', 'invalid_url'],
    ['data:text/plain,x', 'invalid_url'],
    ['https://user:pw@example.com', 'invalid_url'],
    ['https://example.com/a\r\nb', 'invalid_url'],
    ['https://exam\tple.com/', 'invalid_url'],
    [' https://example.com/', 'invalid_url'],
    ['https://example.com/a b', 'invalid_url'],
    ['https://8.8.8.8:22/', 'blocked'],
    ['https://example.com:25/', 'blocked'],
    ['http://127.0.0.1/', 'blocked'],
    ['http://127.1/', 'blocked'],
    ['http://0x7f000001/', 'blocked'],
    ['http://2130706433/', 'blocked'],
    ['http://0177.0.0.1/', 'blocked'],
    ['http://127.0.0.1./', 'blocked'],
    ['http://①②⑦.0.0.1/', 'blocked'],
    ['http://[::1]/', 'blocked'],
    ['http://[::ffff:127.0.0.1]/', 'blocked'],
    ['http://[64:ff9b::7f00:1]/', 'blocked'],
    ['http://[fe80::1]/', 'blocked'],
    ['http://169.254.169.254/latest/meta-data', 'blocked'],
    ['http://0/', 'blocked'],
    ['http://10.0.0.1:8080/', 'blocked'],
  ])('refuses %j as %s', async (url, failure) => {
    const out = closedSender()
    const error = await failureOf(out.send(get(url)))
    expect(error).toMatchObject({ failure, stage: 'before' })
    expect(await out.refusal(url)).toBe(error.message)
  })

  it.each([
    ['loopback', [{ address: '127.0.0.1', family: 4 }]],
    [
      'a public and a private address',
      [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ],
    ['a mapped address', [{ address: '::ffff:8.8.8.8', family: 6 }]],
    ['an address with a zone', [{ address: 'fe80::1%eth0', family: 6 }]],
    ['what is no address', [{ address: 'localhost', family: 4 }]],
  ])(
    'refuses a name that leads to %s, without telling where',
    async (_name, found: LookupAddress[]) => {
      const out = sender({ allow: [], resolve: () => Promise.resolve(found) })
      const url = 'http://rebound.test:8080/'
      const error = await failureOf(out.send(get(url)))
      expect(error).toMatchObject({ failure: 'blocked', stage: 'before' })
      expect(error.message).toBe(
        'rebound.test does not lead to a public address. Whoever runs this server can allow the addresses behind it with HUBWRIGHT_EGRESS_ALLOW',
      )
      expect(await out.refusal(url)).toBe(error.message)
    },
  )

  it('connects to the checked address and keeps the name in the Host header', async () => {
    const base = await serve((request, response) => response.end(request.headers.host))
    const { port } = new URL(base)
    let asked = 0
    const out = sender({
      resolve: () => {
        asked++
        // Later answers would be refused; they are never used for this connection.
        return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }])
      },
    })
    const answer = await out.send(get(`http://shop.test:${port}/`))
    expect(answer.body.toString()).toBe(`shop.test:${port}`)
    expect(asked).toBe(1)
  })

  it('checks a name again for every new connection', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { connection: 'close' }).end()
    })
    const { port } = new URL(base)
    let asked = 0
    const out = sender({
      resolve: () =>
        Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]),
    })
    await out.send(get(`http://shop.test:${port}/`))
    const error = await failureOf(out.send(get(`http://shop.test:${port}/`)))
    expect(error).toMatchObject({ failure: 'blocked', stage: 'before' })
  })

  it('lets the operator open one port of one address', async () => {
    const base = await serve((_request, response) => response.end('inside'))
    const { host, port } = new URL(base)
    const out = sender({ allow: [parseAllowRule(host)] })
    expect((await out.send(get(base))).body.toString()).toBe('inside')
    expect(await out.refusal(base)).toBeUndefined()
    expect(await out.refusal(base.replace(port, String(Number(port) - 1)))).toMatch(/not a public/)
  })

  it('has nothing against public addresses and names', async () => {
    const out = sender({
      allow: [],
      resolve: () => Promise.resolve([{ address: '93.184.215.14', family: 4 }]),
    })
    expect(await out.refusal('https://example.com/callback?x=1')).toBeUndefined()
    expect(await out.refusal('https://8.8.8.8:8443/')).toBeUndefined()
  })

  it('does not wait for ever for a name', async () => {
    const out = sender({ connectTimeoutMs: 30, resolve: () => new Promise(() => undefined) })
    expect(await out.refusal('https://slow.test/')).toMatch(/not resolved in time/)
  })

  it.each([
    ['a line end in a value', { 'x-a': 'b\r\nx-c: d' }, 'GET'],
    ['a line end in a name', { 'x-a\r\nx-c': 'd' }, 'GET'],
    ['letters beyond latin', { 'x-a': '\u2028' }, 'GET'],
    ['a host of its own', { HOST: 'internal' }, 'GET'],
    ['a body length that is not true', { 'content-length': '99' }, 'POST'],
    ['a transfer encoding', { 'transfer-encoding': 'chunked' }, 'POST'],
    ['a method with a line end', {}, 'GET / HTTP/1.1\r\nx: y'],
    ['a tunnel', {}, 'CONNECT'],
  ])('sends nothing that carries %s', async (_name, headers, method) => {
    let calls = 0
    const base = await serve((_request, response) => {
      calls++
      response.end()
    })
    const body = method === 'POST' ? 'body' : undefined
    const error = await failureOf(sender().send({ method, url: base, headers, body }))
    expect(error).toMatchObject({ failure: 'invalid_request', stage: 'before' })
    expect(calls).toBe(0)
  })

  it('keeps connections for a bounded number of origins', async () => {
    let open = 0
    const listener: RequestListener = (_request, response) => response.end()
    const bases = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const base = await serve(listener)
        return base
      }),
    )
    const counted = createTcpServer((socket) => {
      open++
      socket.on('error', () => undefined)
      socket.on('close', () => open--)
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    })
    const first = await listening(counted)
    closers.push(
      () =>
        new Promise((resolve) => {
          counted.close(() => resolve())
        }),
    )
    const out = sender({ maxOrigins: 3 })
    await out.send(get(first))
    expect(open).toBe(1)
    for (const base of bases) await out.send(get(base))
    await expect.poll(() => open).toBe(0)
    await out.send(get(first))
    expect(open).toBe(1)
  })
})
