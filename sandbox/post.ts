import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
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
  send(post: PostRequest): Promise<PostOutcome> {
    return new Promise((resolve) => {
      const url = new URL(post.url)
      if (!isLoopbackHost(url.hostname)) {
        resolve({
          status: null,
          error: `The sandbox sends to this machine only, not to ${url.hostname}`,
        })
        return
      }
      const bytes = Buffer.from(post.body)
      const length = String(bytes.length)
      const headers = ['Host', url.host, 'Content-Length', length, ...post.headers.flat()]
      const secure = url.protocol === 'https:'
      const call = secure
        ? requestHttps(url, { method: 'POST', agent: this.#https, headers })
        : requestHttp(url, { method: 'POST', agent: this.#http, headers })
      const giveUp = (what: string, ms: number) => () => {
        call.destroy(new Error(`No ${what} within ${ms} ms`))
      }
      let connecting: NodeJS.Timeout | undefined
      const answering = setTimeout(giveUp('answer', post.answerTimeoutMs), post.answerTimeoutMs)
      call.on('socket', (socket: Socket) => {
        if (!socket.connecting) return
        const { connectTimeoutMs } = post
        connecting = setTimeout(giveUp('connection', connectTimeoutMs), connectTimeoutMs)
        socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
      })
      call.on('response', (answer) => {
        // Still running: a body that never ends must not hold the connection.
        passOver(answer, () => clearTimeout(answering))
        resolve({ status: answer.statusCode ?? null })
      })
      call.on('error', (error) => {
        clearTimeout(answering)
        resolve({ status: null, error: error.message })
      })
      call.on('close', () => clearTimeout(connecting))
      call.end(bytes)
    })
  }

  /** Closes every connection. */
  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }
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
