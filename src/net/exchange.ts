/**
 * One request and its answer on a connection pool. A bare dispatch handler: no streams, no signals of its own,
 * one timer, because this is on the way of every hub call.
 */
import { STATUS_CODES } from 'node:http'
import type { Dispatcher } from 'undici'
import { inflateBody } from './inflate.ts'
import { type OutboundAnswer, SendError, type SendFailure } from './sender.ts'
import { sendErrorOf, type Stage } from './send-errors.ts'

/** RFC 9110, section 15: codes have three digits, and the classes end with 5xx. */
const highestStatus = 599

export interface ExchangeLimits {
  /** True for HEAD: the length in the headers is that of another answer. */
  readonly withoutBody: boolean
  /** Whole time for the call, in milliseconds. */
  readonly timeoutMs: number
  /** Largest answer, before and after inflating, in bytes. */
  readonly maxBytes: number
  /** See `OutboundRequest.keptBytes`. */
  readonly keptBytes?: number | undefined
}

/** What carries exchanges, one after the other. */
export interface Carrier {
  /** A request begins; answers whether its connection had one before. */
  begin(): boolean
}

/** Sends and reads; settles exactly once. Failures are always a SendError. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<OutboundAnswer>
  /** Set by who carries it. */
  carrier: Carrier | undefined
  readonly #limits: ExchangeLimits
  readonly #signal: AbortSignal | undefined
  readonly #timer: NodeJS.Timeout
  readonly #onAbort: (() => void) | undefined
  readonly #chunks: Buffer[] = []
  #resolve!: (answer: OutboundAnswer) => void
  #reject!: (error: SendError) => void
  #controller: Dispatcher.DispatchController | undefined
  #stage: Stage = 'before'
  #isReused = false
  #isSilent = true
  #settled = false
  #status = 0
  #statusText: string | undefined
  #headers: Record<string, string> = {}
  #received = 0

  constructor(limits: ExchangeLimits, signal: AbortSignal | undefined) {
    this.#limits = limits
    this.#signal = signal
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#timer = setTimeout(() => this.#onTimeout(), limits.timeoutMs)
    if (signal !== undefined) {
      this.#onAbort = () => this.#giveUp('aborted', 'The call was given up')
      signal.addEventListener('abort', this.#onAbort, { once: true })
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // The time ran out while the request waited for a connection: nothing of it may be sent.
    if (this.#settled) {
      controller.abort(new Error('The call was given up before it began'))
      return
    }
    this.#controller = controller
    this.#stage = 'during'
    this.#isReused = this.carrier?.begin() === true
  }

  /** The first byte. */
  onResponseStarted(): void {
    this.#isSilent = false
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
    statusText?: string,
  ): void {
    if (status < 200) return
    this.#stage = 'after'
    if (status > highestStatus) {
      this.#giveUp('malformed', `The answer has the status ${status}, which HTTP does not know`)
      return
    }
    this.#status = status
    if (status >= 400) this.#statusText = ownWords(status, statusText)
    this.#headers = joinedHeaders(headers)
    if (this.#limits.keptBytes !== undefined) return
    const announced = Number(this.#headers['content-length'])
    if (announced > this.#limits.maxBytes && !this.#limits.withoutBody && status !== 304) {
      this.#giveUpTooLarge()
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return
    this.#received += chunk.length
    const { keptBytes } = this.#limits
    if (keptBytes !== undefined && this.#received >= keptBytes) {
      this.#chunks.push(chunk)
      this.#succeed(Buffer.concat(this.#chunks, this.#received).subarray(0, keptBytes))
      this.#controller?.abort(new Error('Enough of the answer was read'))
      return
    }
    if (this.#received > this.#limits.maxBytes) this.#giveUpTooLarge()
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const [only] = this.#chunks
    const body =
      this.#chunks.length === 1 && only !== undefined
        ? only
        : Buffer.concat(this.#chunks, this.#received)
    const encoding = this.#headers['content-encoding']
    // What is cut cannot be inflated; it is kept as it came.
    if (encoding === undefined || this.#limits.keptBytes !== undefined) {
      this.#succeed(body)
      return
    }
    inflateBody(body, encoding, this.#limits.maxBytes).then(
      (inflated) => this.#succeed(inflated),
      (error: unknown) => this.#fail(sendErrorOf(error, 'after')),
    )
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#fail(sendErrorOf(error, this.#stage, this.#isReused && this.#isSilent))
  }

  #onTimeout(): void {
    const { timeoutMs } = this.#limits
    this.#giveUp('timeout', `No complete answer came within ${timeoutMs} ms`)
  }

  #giveUpTooLarge(): void {
    this.#giveUp('too_large', `The answer is larger than ${this.#limits.maxBytes} bytes`)
  }

  #giveUp(failure: SendFailure, message: string): void {
    this.#fail(new SendError(failure, this.#stage, message))
    this.#controller?.abort(new Error(message))
  }

  #succeed(body: Buffer): void {
    if (!this.#settle()) return
    const status = this.#status
    const headers = this.#headers
    const statusText = this.#statusText
    // A success stays the small object it is: this is on the way of every hub call.
    this.#resolve(
      statusText === undefined ? { status, headers, body } : { status, statusText, headers, body },
    )
  }

  #fail(error: SendError): void {
    if (this.#settle()) this.#reject(error)
  }

  #settle(): boolean {
    if (this.#settled) return false
    this.#settled = true
    clearTimeout(this.#timer)
    if (this.#onAbort !== undefined) this.#signal?.removeEventListener('abort', this.#onAbort)
    return true
  }
}

/** A reason phrase that somebody wrote, not the one that goes with the status. */
function ownWords(status: number, text: string | undefined): string | undefined {
  const words = text?.trim() ?? ''
  const usual = STATUS_CODES[status] ?? ''
  return words === '' || words.toLowerCase() === usual.toLowerCase() ? undefined : words
}

/** Repeated headers as one line each; the parser made the names lower-case. */
function joinedHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  for (const name in headers) {
    const value = headers[name]
    if (Array.isArray(value)) headers[name] = value.join(', ')
  }
  return headers as Record<string, string>
}
