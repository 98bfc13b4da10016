/** A customer's app on loopback that receives notifications, keeps them, and answers as a test wants. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, vi } from 'vitest'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** As JSON. */
  readonly json: { readonly id: number; readonly topic: string; readonly message: unknown }
  /** Of the end of the body, `performance.now()`. */
  readonly at: number
}

/** Answers one request; `undefined` answers 200. */
export type Behaviour = (received: Received, response: ServerResponse) => void

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** What it does from now on. */
  behave(behaviour: Behaviour | number | undefined): void
  /** Waits until so many arrived. */
  arrived(count: number, timeoutMs?: number): Promise<Received[]>
  close(): Promise<void>
}

/** What a platform's `env` needs for it. */
export const allowLoopback = { HUBWRIGHT_EGRESS_ALLOW: '127.0.0.0/8' }

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let behaviour: Behaviour | number | undefined
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const one: Received = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        json: JSON.parse(body.toString()) as Received['json'],
        at: performance.now(),
      }
      received.push(one)
      if (typeof behaviour === 'function') behaviour(one, response)
      else response.writeHead(behaviour ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let closing: Promise<void> | undefined
  const close = () =>
    (closing ??= new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }))
  afterAll(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (next) => void (behaviour = next),
    async arrived(count, timeoutMs = 15_000) {
      await vi.waitFor(
        () => {
          if (received.length < count) throw new Error(`${received.length} of ${count} arrived`)
        },
        { timeout: timeoutMs, interval: 10 },
      )
      return received
    },
    close,
  }
}
