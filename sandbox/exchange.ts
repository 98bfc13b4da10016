import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './answer.ts'
import type { CallLog } from './call-log.ts'
import type { FaultBook, FaultRule } from './faults.ts'
import { isSecretName, maskSecrets, maskToken } from './masking.ts'

/** How one vendor words what the sandbox makes it say. */
export interface VendorVoice {
  readonly key: string
  /** The vendor's answer with an error status that a fault asks for. */
  statusFault(status: number, retryAfterSeconds: number | undefined): Answer
  /** The vendor's answer to a token that it no longer knows. */
  revokedFault(): Answer
  /** Turns whatever a handler threw into the vendor's error answer. */
  failure(error: unknown): Answer
}

/** What an exchange needs besides the request. */
export interface ExchangeContext {
  readonly log: CallLog
  readonly faults: FaultBook
  readonly now: () => number
}

const compress = promisify(gzip)
const loggedBodyLimit = 20_000

/**
 * Answers one request on behalf of a vendor: logs it, plays a fault when one is set for it,
 * otherwise sends what `produce` gives. Never throws; what goes wrong inside becomes the vendor's error.
 */
export async function runExchange(
  context: ExchangeContext,
  voice: VendorVoice,
  request: FastifyRequest,
  reply: FastifyReply,
  produce: () => Answer | Promise<Answer>,
): Promise<void> {
  reply.hijack()
  const target = request.raw.url ?? ''
  const record = context.log.begin(describeCall(voice.key, request))
  const rule = context.faults.take(voice.key, request.method, target)
  const answer = async (): Promise<Answer> => {
    try {
      return await produce()
    } catch (error) {
      return voice.failure(error)
    }
  }
  let status: number | null
  try {
    if (rule === undefined) status = await send(request, reply.raw, await answer())
    else {
      record.fault = String(rule.fault)
      const needsRealAnswer =
        rule.when === 'after' || ['slow', 'truncate', 'statusline'].includes(String(rule.fault))
      const real = needsRealAnswer ? await answer() : undefined
      status = await playFault(voice, rule, request, reply.raw, real)
    }
  } catch (error) {
    // The caller hung up while we were writing; the log says so with a null status.
    status = null
    record.fault ??= `cut: ${error instanceof Error ? error.message : String(error)}`
  }
  context.log.finish(record, status)
}

function describeCall(vendor: string, request: FastifyRequest) {
  const url = new URL(request.raw.url ?? '/', 'http://sandbox')
  const contentType = request.headers['content-type']
  const traceId = request.headers['x-ecwid-api-request-id']
  const body = describeBody(request.body, contentType)
  const query: Record<string, string> = {}
  for (const [name, value] of url.searchParams) {
    query[name] = isSecretName(name) ? '********' : value
  }
  return {
    vendor,
    method: request.method,
    path: url.pathname,
    query,
    auth: describeAuth(request.headers.authorization, url.searchParams.get('token')),
    ...(contentType === undefined ? {} : { contentType }),
    ...(typeof traceId === 'string' ? { traceId } : {}),
    ...(body === undefined ? {} : { body }),
  }
}

function describeAuth(header: string | undefined, queryToken: string | null): string {
  if (header !== undefined) {
    const [scheme = '', token = ''] = header.split(/\s+/, 2)
    return `${scheme.toLowerCase()} ${maskToken(token)}`
  }
  return queryToken === null ? 'none' : `query ${maskToken(queryToken)}`
}

function describeBody(body: unknown, contentType: string | undefined): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0 || body.length > loggedBodyLimit) return undefined
  const text = body.toString('utf8')
  if (contentType?.startsWith('application/x-www-form-urlencoded') === true) {
    return maskSecrets(Object.fromEntries(new URLSearchParams(text)))
  }
  try {
    return maskSecrets(JSON.parse(text))
  } catch {
    return '(not JSON)'
  }
}

async function send(
  request: FastifyRequest,
  response: ServerResponse,
  answer: Answer,
): Promise<number> {
  const headers: Record<string, string> = { ...answer.headers }
  let body = Buffer.from(answer.text, 'utf8')
  const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  if (acceptsGzip && body.length > 1024) {
    body = Buffer.from(await compress(body))
    headers['content-encoding'] = 'gzip'
  }
  headers['content-length'] = String(body.length)
  if (answer.statusText === undefined) response.writeHead(answer.status, headers)
  else response.writeHead(answer.status, answer.statusText, headers)
  response.end(body)
  return answer.status
}

async function playFault(
  voice: VendorVoice,
  rule: FaultRule,
  request: FastifyRequest,
  response: ServerResponse,
  real: Answer | undefined,
): Promise<number | null> {
  const { fault } = rule
  if (typeof fault === 'number') {
    const retryAfter = rule.retryAfterSeconds ?? (fault === 429 ? 1 : undefined)
    const answer = voice.statusFault(fault, retryAfter)
    return send(
      request,
      response,
      rule.body === undefined ? answer : { ...answer, text: rule.body },
    )
  }
  const status = rule.status ?? 200
  switch (fault) {
    case 'revoked':
      return send(request, response, voice.revokedFault())
    case 'empty':
      return send(request, response, { status, headers: {}, text: '' })
    case 'html':
      return send(request, response, {
        status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        text: rule.body ?? '<!doctype html><title>Sorry</title><h1>We will be right back</h1>',
      })
    case 'notjson':
      return send(request, response, {
        status,
        headers: { 'content-type': 'application/json;charset=UTF-8' },
        text: rule.body ?? '{"total":1,"items":[{"id":1,]',
      })
    case 'statusline': {
      const reason = rule.body ?? 'Field OrderItem.quantity is absent'
      return send(request, response, {
        status: rule.status ?? 400,
        statusText: reason,
        headers: {},
        text: '',
      })
    }
    case 'slow':
      await waitUnlessClosed(response, rule.delayMs ?? 2000)
      return response.destroyed
        ? null
        : send(request, response, real ?? { status, headers: {}, text: '' })
    case 'timeout':
      await waitUnlessClosed(response, rule.delayMs)
      response.destroy()
      return null
    case 'reset':
      response.destroy()
      return null
    case 'truncate':
      return truncate(response, real)
    case 'oversized':
    default:
      return sendOversized(response, status, rule.bytes ?? 64 * 1024 * 1024)
  }
}

/** Promises the whole body in Content-Length, sends half of it, and cuts the line. */
async function truncate(response: ServerResponse, real: Answer | undefined): Promise<null> {
  const body = Buffer.from(real === undefined || real.text === '' ? '{"total":1}' : real.text)
  response.writeHead(real?.status ?? 200, {
    ...real?.headers,
    'content-length': String(body.length),
  })
  response.write(body.subarray(0, Math.floor(body.length / 2)))
  // Lets the first half leave the process before the line is cut.
  await delay(20)
  response.destroy()
  return null
}

/** Throws when the caller hangs up before the end, as it should. */
async function sendOversized(response: ServerResponse, status: number, bytes: number) {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' })
  await pipeline(Readable.from(longList(bytes)), response)
  return status
}

function* longList(bytes: number) {
  yield '{"total":1,"count":1,"offset":0,"limit":100,"items":[{"name":"'
  const chunk = 'x'.repeat(64 * 1024)
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk
  yield '"}]}'
}

/** Waits until the time is over, or the caller has gone. Without a time: until the caller has gone. */
async function waitUnlessClosed(response: ServerResponse, delayMs: number | undefined) {
  if (response.destroyed) return
  const controller = new AbortController()
  const closed = once(response, 'close', { signal: controller.signal })
  const timer =
    delayMs === undefined ? [] : [delay(delayMs, undefined, { signal: controller.signal })]
  try {
    await Promise.race([closed, ...timer])
  } finally {
    const settled = Promise.allSettled([closed, ...timer])
    controller.abort()
    await settled
  }
}
