import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Poster } from './post.ts'

const poster = new Poster()
const servers: Server[] = []
const sockets: Socket[] = []

afterEach(() => {
  poster.close()
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) server.close()
})

/** A server of bare bytes: `answer` gets each request's number on its connection, from 1. */
async function listen(answer: (socket: Socket, request: number) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket)
    let request = 0
    socket.on('error', () => undefined)
    // Every request here is short enough to come in one piece.
    socket.on('data', () => answer(socket, (request += 1)))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const send = (url: string, limits = {}) =>
  poster.send({
    url,
    headers: [['X-Own', 'yes']],
    body: '{}',
    connectTimeoutMs: 3000,
    answerTimeoutMs: 3000,
    ...limits,
  })

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'

it('sends again when a rested connection turns out to be closed, and a cut one is a failure', async () => {
  const url = await listen((socket, request) => {
    if (request === 1) socket.write(ok)
    else socket.resetAndDestroy()
  })
  expect((await send(url)).status).toBe(200)
  expect((await send(url)).status).toBe(200)
  const cut = await listen((socket) => socket.resetAndDestroy())
  const outcome = await send(cut)
  expect([outcome.status, outcome.error]).toEqual([null, 'read ECONNRESET'])
})

it('gives up on an answer that does not come, and frees a connection whose body does not end', async () => {
  const silent = await listen(() => undefined)
  expect(await send(silent, { answerTimeoutMs: 20 })).toMatchObject({
    status: null,
    error: 'No answer within 20 ms',
  })
  const url = await listen((socket) => socket.write('HTTP/1.1 202 OK\r\nContent-Length: 9\r\n\r\n'))
  expect((await send(url, { answerTimeoutMs: 20 })).status).toBe(202)
  const [open] = sockets.slice(-1)
  if (open?.destroyed === false) await once(open, 'close')
  expect(open?.destroyed).toBe(true)
})

it('gives up on a connection that is not made', async () => {
  // Accepts bytes, but never greets: for https that is no connection yet.
  const url = await listen(() => undefined)
  const secure = url.replace('http:', 'https:')
  expect(await send(secure, { connectTimeoutMs: 20 })).toMatchObject({
    status: null,
    error: 'No connection within 20 ms',
  })
})

it('sends to this machine only', async () => {
  expect((await send('http://192.0.2.1/')).error).toMatch(/this machine only/)
})
