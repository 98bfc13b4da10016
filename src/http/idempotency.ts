/**
 * `Idempotency-Key` on routes with `config.idempotent`: a request whose key is known is answered without being served.
 * What is refused before the handler (credentials, a body that does not fit) uses no key up. A request without the
 * header pays one look-up.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PlatformError, toError, type ErrorCode } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Claim, HeldKey, Idempotency } from '../idempotency/idempotency.ts'
import type { HeaderValue } from '../idempotency/kept-answer.ts'
import type { InstanceCaller } from '../instances/open-instance.ts'
import { isConnectionLoss } from '../storage/database-errors.ts'
import type { CallMeter } from '../vendor-calls/connection.ts'
import type { PlatformServer } from './platform-server.ts'
import { nameInstance } from './routes/hub/send-answer.ts'

/** A request that holds a key. */
export interface KeyedCall {
  readonly held: HeldKey
  /** Set by calls of a hub: what happened at the vendor. */
  meter: CallMeter | undefined
}

/**
 * Claims the key of a request. True when that has answered it; false when it is to be served. Throws 400, 409 and 422.
 * @param instanceCaller the instance that is called, for calls of a hub
 */
export type ClaimKey = (
  request: FastifyRequest,
  reply: FastifyReply,
  instanceCaller: InstanceCaller | undefined,
) => Promise<boolean>

/** As Node names it. */
const headerName = 'idempotency-key'

/** Holds for the routes that are registered from now on. */
export function addIdempotency(
  server: PlatformServer,
  idempotency: Idempotency,
  log: Log,
): ClaimKey {
  const claimKey: ClaimKey = async (request, reply, instanceCaller) => {
    const key = keyOf(request)
    const { caller } = request
    if (key === undefined || caller === undefined) return false
    if (instanceCaller !== undefined) nameInstance(request, reply)
    const { organizationId, userId } = caller
    const claim = await idempotency.claim(
      { organizationId, userId, instanceId: instanceCaller?.instance.id, key },
      {
        requestId: request.id,
        method: request.method,
        url: request.originalUrl,
        body: request.sentBody,
      },
    )
    if (claim.kind === 'held') {
      request.keyedCall = { held: claim.held, meter: undefined }
      return false
    }
    if (claim.kind !== 'kept') throw refusalOf(claim)
    const { status, headers, body } = claim.answer
    // Bytes, so that nothing serializes them again.
    void reply
      .code(status)
      .headers(headers)
      .header('idempotent-replayed', 'true')
      .send(body.length === 0 ? undefined : body)
    return true
  }

  server.addHook('onRoute', (options) => {
    const { access, idempotent } = options.config ?? {}
    if (idempotent === true) {
      options.preHandler = [claimBefore(claimKey), ...[options.preHandler ?? []].flat()]
    }
    // Also where a connector's own resource may answer in place of the route.
    const isPost = options.method === 'POST' && access !== undefined && access !== 'public'
    if (isPost) options.onSend = [options.onSend ?? []].flat().concat(finishAfter(idempotency, log))
  })
  return claimKey
}

/** A callback hook, because without a key nothing is to be waited for. */
function claimBefore(claimKey: ClaimKey) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    if (request.headers[headerName] === undefined) return done()
    const isHubCall = request.routeOptions.config.access === 'instance'
    /* oxlint-disable promise/no-callback-in-promise */
    claimKey(request, reply, isHubCall ? request.instanceCaller : undefined).then(
      (isAnswered) => {
        if (!isAnswered) done()
      },
      (error: Error) => done(error),
    )
    /* oxlint-enable promise/no-callback-in-promise */
  }
}

/** What became of it is stored before the client hears it: a repeat can come at once. */
function finishAfter(idempotency: Idempotency, log: Log) {
  return (
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload: unknown) => void,
  ): void => {
    const call = request.keyedCall
    if (call === undefined) return done(null, payload)
    request.keyedCall = undefined
    finish(idempotency, call, request, reply, payload)
      .catch((error: unknown) => {
        // The answer is true all the same. A repeat hears that the outcome is unknown.
        log.error(
          { err: toError(error), requestId: request.id },
          'an idempotent answer was not kept',
        )
      })
      // oxlint-disable-next-line promise/no-callback-in-promise
      .finally(() => done(null, payload))
  }
}

async function finish(
  idempotency: Idempotency,
  call: KeyedCall,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const headers = reply.getHeaders() as Record<string, HeaderValue>
  const answer = { status: reply.statusCode, headers, body: bytesOf(payload) }
  await idempotency.finish(call.held, answer, mayHaveActed(call, request.failure))
}

function bytesOf(payload: unknown): Buffer {
  if (payload === undefined || payload === null) return Buffer.alloc(0)
  if (typeof payload === 'string') return Buffer.from(payload)
  if (payload instanceof Uint8Array) return Buffer.from(payload)
  throw new Error('An idempotent route answered with neither text nor bytes')
}

/** Our own creations are one transaction: only a failure that nobody foresaw, or a lost commit, leaves doubt. */
function mayHaveActed({ meter }: KeyedCall, failure: PlatformError | undefined): boolean {
  if (meter !== undefined) return meter.mayHaveActed === true
  return failure !== undefined && (failure.code === 'internal' || isConnectionLoss(failure.cause))
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers[headerName]
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = 'must be 1 to 255 printable ASCII characters'
  throw new PlatformError('invalid_request', `The header Idempotency-Key ${message}`, {
    details: [{ path: 'Idempotency-Key', message }],
  })
}

type Refused = Exclude<Claim, { kind: 'held' | 'kept' }>

const refusals: Readonly<Record<Refused['kind'], readonly [code: ErrorCode, sentence: string]>> = {
  reused: [
    'idempotency_key_reused',
    '{} had another method, address or body. Use a new key for each thing to be created',
  ],
  in_progress: [
    'idempotency_in_progress',
    '{} is still under way. Send it again in a moment to get its answer',
  ],
  unknown: [
    'idempotency_outcome_unknown',
    '{} ended without a certain outcome and may have created something. Look whether it is there; if it is not, send it with another key',
  ],
  not_kept: [
    'idempotency_answer_not_kept',
    '{} was answered, but the answer was too large to be kept. Read what it made instead of creating it again',
  ],
}

function refusalOf(claim: Refused): PlatformError {
  const [code, sentence] = refusals[claim.kind]
  const status = claim.kind === 'not_kept' ? `, answered with ${claim.status}` : ''
  const first = `The first request with this Idempotency-Key (${claim.requestId}${status})`
  return new PlatformError(
    code,
    sentence.replace('{}', first),
    claim.kind === 'in_progress' ? { headers: { 'retry-after': '2' } } : {},
  )
}
