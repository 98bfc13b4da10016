import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import { isLoopbackHost } from './browser-guard.ts'

/** What is sent, and how long to wait for what, in milliseconds. */
export interface PostRequest {
  readonly url: string
  /** Names and values, sent in this order; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly connectTimeoutMs: number
  /** From the moment of sending to the head of the answer. */
  readonly answerTimeoutMs: number
}

/** Status and no error, or no status and an error. */
export interface PostOutcome {
  readonly status: number | null
  readonly error?: string
}

/** Bodies of answers are read no further than this: nobody looks at them. */
const readBodyBytes = 256 * 1024
const connections = 256

/**
 * Sends bodies over connections that stay open, so that thousands a second are possible. Redirects
 * are not followed.
 */
export class Poster {
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: connections })
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: connections })

  /** Never throws: what goes wrong is told. */
  async send(post: PostRequest): Promise<PostOutcome> {
    const url = new URL(post.url)
    if (!isLoopbackHost(url.hostname)) {
      const error = `The sandbox sends to this machine only, not to ${url.hostname}`
      return { status: null, error }
    }
    const { wasStale, ...outcome } = await this.#send(url, post)
    // The other side may close a connection that has rested for a while just when it is used again:
    // that is no failure of the receiver's. Like every client, we try once with a new one.
    if (!wasStale) return outcome
    const { wasStale: _again, ...second } = await this.#send(url, post)
    return second
  }

  #send(url: URL, post: PostRequest): Promise<PostOutcome & { readonly wasStale: boolean }> {
    return new Promise((resolve) => {
      const bytes = Buffer.from(post.body)
      const length = String(bytes.length)
      const headers = ['Host', url.host, 'Content-Length', length, ...post.headers.flat()]
      const secure = url.protocol === 'https:'
      const call = secure
        ? requestHttps(url, { method: 'POST', agent: this.#https, headers })
        : requestHttp(url, { method: 'POST', agent: this.#http, headers })
      const stopWaiting = limitWaiting(call, post, secure ? 'secureConnect' : 'connect')
      call.on('response', (answer) => {
        // Still limited: a body that never ends must not hold the connection.
        passOver(answer, stopWaiting)
        resolve({ status: answer.statusCode ?? null, wasStale: false })
      })
      call.on('error', (error: NodeJS.ErrnoException) => {
        stopWaiting()
        const wasStale = call.reusedSocket && error.code === 'ECONNRESET'
        resolve({ status: null, error: error.message, wasStale })
      })
      call.end(bytes)
    })
  }

  /** Closes every connection. */
  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }
}

/** Destroys a call that takes too long; the answer ends the limits. */
function limitWaiting(call: ClientRequest, post: PostRequest, connected: string): () => void {
  const giveUp = (what: string, ms: number) =>
    setTimeout(() => call.destroy(new Error(`No ${what} within ${ms} ms`)), ms)
  const answering = giveUp('answer', post.answerTimeoutMs)
  call.on('socket', (socket: Socket) => {
    if (!socket.connecting) return
    const connecting = giveUp('connection', post.connectTimeoutMs)
    socket.once(connected, () => clearTimeout(connecting))
    call.once('close', () => clearTimeout(connecting))
  })
  return () => clearTimeout(answering)
}

/** Reads a body to its end, so that the connection can be used again, or cuts it when it is long. */
function passOver(answer: IncomingMessage, done: () => void): void {
  let read = 0
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read > readBodyBytes) answer.destroy()
  })
  answer.on('error', () => undefined)
  answer.on('close', done)
}
