/** What is held of a call while it runs: raw, since a secret may be named only after it was seen. */
import { SendError, type OutboundAnswer, type OutboundRequest, type Sender } from '../net/sender.ts'
import { toError } from '../core/errors.ts'
import type { Clock } from '../core/clock.ts'
import { holdBody, type HeldBody } from './message-body.ts'
import { traceLimits, type TraceKind } from './trace.ts'

export interface HeldRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: HeldBody | undefined
}

export interface HeldResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: HeldBody | undefined
}

export interface HeldExchange {
  readonly request: HeldRequest
  readonly at: number
  response?: HeldResponse
  failure?: { readonly kind: string; readonly message: string }
  durationMs: number
}

/** The call, as whoever traces it knows it. */
export interface TracedCall {
  readonly kind: TraceKind
  /** The id of the trace too. */
  readonly requestId: string
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId?: number | undefined
  /** Undefined while it is not known yet; a trace that never learns it is not kept. */
  readonly connectorKey?: string | undefined
  readonly method: string
  /** Path and query as the client wrote them. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Values that must appear nowhere. */
  readonly secrets: readonly string[]
  /** Called before the result is passed on, when there is a trace. */
  readonly onKept?: (() => void) | undefined
}

/** What came to be known on the way. */
export interface Learnt {
  readonly connectorKey?: string
  readonly instanceId?: number
  readonly secrets?: readonly string[]
}

export class Capture {
  readonly call: TracedCall
  readonly startedAt: number
  readonly request: HeldRequest
  connectorKey: string | undefined
  instanceId: number | undefined
  readonly exchanges: HeldExchange[] = []
  readonly secrets: string[]
  vendorCalls = 0
  readonly #clock: Clock

  constructor(call: TracedCall, clock: Clock) {
    this.call = call
    this.#clock = clock
    this.startedAt = clock.now()
    this.connectorKey = call.connectorKey
    this.instanceId = call.instanceId
    this.secrets = [...call.secrets]
    const { method, url, headers } = call
    this.request = { method, url, headers, body: holdBody(call.body, headers['content-type']) }
  }

  learn(learnt: Learnt): void {
    this.connectorKey = learnt.connectorKey ?? this.connectorKey
    this.instanceId = learnt.instanceId ?? this.instanceId
    if (learnt.secrets !== undefined) this.secrets.push(...learnt.secrets)
  }

  /** Sends, and keeps what was said. */
  send(sender: Pick<Sender, 'send'>, request: OutboundRequest): Promise<OutboundAnswer> {
    this.vendorCalls += 1
    if (this.exchanges.length >= traceLimits.exchanges) return sender.send(request)
    const { method, url, headers, body } = request
    const at = this.#clock.now()
    const type = headers['content-type'] ?? headers['Content-Type']
    const exchange: HeldExchange = {
      request: { method, url, headers, body: holdBody(body, type) },
      at,
      durationMs: 0,
    }
    this.exchanges.push(exchange)
    return this.#ended(exchange, sender.send(request))
  }

  async #ended(exchange: HeldExchange, sending: Promise<OutboundAnswer>): Promise<OutboundAnswer> {
    try {
      const answer = await sending
      const { status, headers, body } = answer
      exchange.response = { status, headers, body: holdBody(body, headers['content-type']) }
      return answer
    } catch (error) {
      const { message } = toError(error)
      exchange.failure = { kind: error instanceof SendError ? error.failure : 'failed', message }
      throw error
    } finally {
      exchange.durationMs = this.#clock.now() - exchange.at
    }
  }
}
