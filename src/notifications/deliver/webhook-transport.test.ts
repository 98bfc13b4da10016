import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { parseAllowRule } from '../../net/addresses.ts'
import { createSender } from '../../net/egress.ts'
import { createWebhookTransport } from './webhook-transport.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A server that is told of each request: how many came before, on its connection and in all. */
async function serve(answer: (socket: Socket, before: number, all: number) => void) {
  const sockets = new Map<Socket, number>()
  const heads: string[] = []
  const server = createServer((socket) => {
    sockets.set(socket, 0)
    socket.on('error', () => undefined)
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      if (!head.endsWith('"body"')) return
      const before = sockets.get(socket) ?? 0
      sockets.set(socket, before + 1)
      heads.push(head)
      head = ''
      answer(socket, before, heads.length - 1)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets.keys()) socket.destroy()
      }),
  )
  return { heads, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

const takes = (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')

function posting(url: string) {
  const sender = createSender({ allow: [parseAllowRule('127.0.0.1')], connectionsPerOrigin: 1 })
  closers.push(() => sender.close())
  const transport = createWebhookTransport(sender, { now: () => Date.now() })
  return (notificationId: number) =>
    transport.send({
      organizationId: 1,
      subscriptionId: 1,
      destination: url,
      config: { secret: 'whsec_c2VjcmV0' },
      notificationId,
      body: Buffer.from('"body"'),
      hops: 1,
      signal: new AbortController().signal,
    })
}

it('sends the same request once more where the connection was closed just when it was used again', async () => {
  const { url, heads } = await serve((socket, before) => {
    if (before === 0) takes(socket)
    else socket.resetAndDestroy()
  })
  const post = posting(url)
  expect(await post(1)).toEqual({ status: 200 })
  expect(await post(2)).toEqual({ status: 200 })
  expect(heads).toHaveLength(3)
  expect(heads[2]).toBe(heads[1])
})

it('sends it no third time', async () => {
  const { url, heads } = await serve((socket, _before, all) => {
    if (all === 0) takes(socket)
    else socket.resetAndDestroy()
  })
  const post = posting(url)
  await post(1)
  expect(await post(2)).toEqual({ failure: 'reset' })
  expect(heads).toHaveLength(3)
})

it('takes a new connection that breaks for a failure', async () => {
  const { url, heads } = await serve((socket) => socket.resetAndDestroy())
  expect(await posting(url)(1)).toEqual({ failure: 'reset' })
  expect(heads).toHaveLength(1)
})
