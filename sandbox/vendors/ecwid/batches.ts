import { randomUUID } from 'node:crypto'
import { type Answer, json } from '../../answer.ts'
import { type ApiCall, type ApiRoute, readJsonObject } from './api-call.ts'
import { mayUse } from './auth.ts'
import { EcwidError, errorAnswer, wrongParameter } from './errors.ts'
import type { JsonObject } from './model.ts'
import { booleanParameter, textParameter } from './parameters.ts'

const mostCalls = 500

interface Request {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly body: unknown
}

interface Outcome {
  readonly id: string
  readonly status: 'COMPLETED' | 'FAILED' | 'NOT_EXECUTED'
  readonly answer?: Answer
}

/** Many calls in one request, whose answers are fetched by ticket. */
export interface Batch {
  readonly ticket: string
  readonly groupId: string | undefined
  readonly deduplicationKey: string | undefined
  readonly dueAt: number
  readonly total: number
  cancelled: boolean
  outcomes: readonly Outcome[] | undefined
  readonly run: () => Promise<readonly Outcome[]>
}

/** Batches over the given routes. */
export function batchRoutes(routes: readonly ApiRoute[]): readonly ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/batch',
      scope: null,
      handle: (call) => inBatchWords(() => begin(routes, call)),
    },
    {
      method: 'GET',
      path: '/batch',
      scope: null,
      handle: (call) => inBatchWords(() => showBatch(call)),
    },
    {
      method: 'POST',
      path: '/batch/cancel-group',
      scope: null,
      handle: (call) => {
        const groupId = textParameter(call.query, 'groupId')
        if (groupId === undefined) throw wrongParameter('Parameter groupId is absent')
        const waiting = [...call.store.batches.values()].filter(
          (batch) => batch.groupId === groupId && batch.outcomes === undefined,
        )
        for (const batch of waiting) batch.cancelled = true
        return json(200, { cancelCount: waiting.length })
      },
    },
  ]
}

/** Batches name the reason of a refusal in a way of their own. */
async function inBatchWords(handle: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await handle()
  } catch (error) {
    if (!(error instanceof EcwidError)) throw error
    return json(error.status, { error_message: error.message })
  }
}

function begin(routes: readonly ApiRoute[], call: ApiCall): Answer {
  const { query, store } = call
  const requests = readRequests(call)
  const deduplicationKey = textParameter(query, 'deduplicationKey')
  for (const known of store.batches.values()) {
    if (deduplicationKey !== undefined && known.deduplicationKey === deduplicationKey) {
      return json(200, { ticket: known.ticket })
    }
  }
  const stopOnFirstFailure = booleanParameter(query, 'stopOnFirstFailure') ?? true
  const batch: Batch = {
    ticket: randomUUID(),
    groupId: textParameter(query, 'groupId'),
    deduplicationKey,
    dueAt: store.nowMs() + store.settings.batchDelayMs,
    total: requests.length,
    cancelled: false,
    outcomes: undefined,
    run: () => runAll(routes, call, requests, stopOnFirstFailure),
  }
  store.batches.set(batch.ticket, batch)
  return json(200, { ticket: batch.ticket })
}

/** The calls happen at the latest when somebody asks for their answers. */
async function showBatch(call: ApiCall): Promise<Answer> {
  const ticket = textParameter(call.query, 'ticket') ?? ''
  const batch = call.store.batches.get(ticket)
  if (batch === undefined) throw new EcwidError(404, undefined, `Batch '${ticket}' not found`)
  const head = { totalRequests: batch.total }
  if (!batch.cancelled && call.store.nowMs() < batch.dueAt) {
    return json(200, { status: 'QUEUED', ...head, completedRequests: 0, responses: [] })
  }
  batch.outcomes ??= batch.cancelled ? [] : await batch.run()
  const escaped = booleanParameter(call.query, 'escapedJson') ?? false
  return json(200, {
    status: 'COMPLETED',
    ...head,
    completedRequests: batch.outcomes.filter(({ answer }) => answer !== undefined).length,
    responses: batch.outcomes.map((outcome) => showOutcome(outcome, escaped)),
  })
}

function readRequests(call: ApiCall): readonly Request[] {
  const { bytes } = call.sent()
  let list: unknown
  try {
    list = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw wrongParameter('The request body is not JSON')
  }
  if (!Array.isArray(list) || list.length === 0) {
    throw wrongParameter('The request body must be a list of requests')
  }
  if (list.length > mostCalls) throw wrongParameter('A batch holds at most 500 requests')
  const requests = (list as JsonObject[]).map(({ id, method, path, body }) => {
    if (typeof id !== 'string' || typeof path !== 'string' || typeof method !== 'string') {
      throw wrongParameter('Each request needs id, path and method')
    }
    return { id, path, method: method.toUpperCase(), body }
  })
  if (new Set(requests.map(({ id }) => id)).size < requests.length) {
    throw wrongParameter('The ids of the requests must differ')
  }
  return requests
}

async function runAll(
  routes: readonly ApiRoute[],
  call: ApiCall,
  requests: readonly Request[],
  stopOnFirstFailure: boolean,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  let stopped = false
  for (const request of requests) {
    if (stopped) {
      outcomes.push({ id: request.id, status: 'NOT_EXECUTED' })
      continue
    }
    // First in, first out: a later request may need what an earlier one made.
    const answer = await runOne(routes, call, request)
    const failed = answer.status >= 400
    outcomes.push({ id: request.id, status: failed ? 'FAILED' : 'COMPLETED', answer })
    stopped = failed && stopOnFirstFailure
  }
  return outcomes
}

async function runOne(
  routes: readonly ApiRoute[],
  call: ApiCall,
  request: Request,
): Promise<Answer> {
  const url = new URL(request.path, 'http://sandbox')
  const contentType = 'application/json'
  const text = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? {})
  const bytes = Buffer.from(text)
  try {
    const { route, params } = routeFor(routes, request.method, url.pathname)
    if (route.scope !== null && !mayUse(call.token, route.scope)) {
      throw new EcwidError(403, 'INSUFFICIENT_APP_SCOPE', `The app lacks '${route.scope}'`)
    }
    return await route.handle({
      ...call,
      params,
      query: url.searchParams,
      body: () => readJsonObject(bytes, contentType),
      sent: () => ({ bytes, contentType }),
    })
  } catch (error) {
    return errorAnswer(error)
  }
}

/** The route of a path; of several that fit, the one with fewer parameters. */
function routeFor(
  routes: readonly ApiRoute[],
  method: string,
  path: string,
): { route: ApiRoute; params: Record<string, string> } {
  const given = path.split('/')
  const fitting = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const names = route.path.split('/')
      if (names.length !== given.length) return []
      const params: Record<string, string> = {}
      for (const [index, name] of names.entries()) {
        const part = given[index] ?? ''
        if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(part)
        else if (name !== part) return []
      }
      return [{ route, params }]
    })
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
  const [first] = fitting
  if (first !== undefined) return first
  throw new EcwidError(404, undefined, `No such path: ${path}`)
}

function showOutcome({ id, status, answer }: Outcome, escaped: boolean): JsonObject {
  if (answer === undefined) return { id, status }
  const line = { httpStatusCode: answer.status, httpStatusLine: `HTTP/1.1 ${answer.status}` }
  if (escaped) return { id, status, ...line, escapedHttpBody: answer.text }
  return { id, status, ...line, httpBody: answer.text === '' ? null : JSON.parse(answer.text) }
}
