import { randomUUID } from 'node:crypto'
import { type Answer, json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import { type InnerCall, runInnerCall } from './inner-call.ts'
import type { JsonObject } from './model.ts'
import { booleanParameter, textParameter } from './parameters.ts'

const mostCalls = 500

interface Request extends InnerCall {
  readonly id: string
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
    const answer = await runInnerCall(routes, call, request)
    const failed = answer.status >= 400
    outcomes.push({ id: request.id, status: failed ? 'FAILED' : 'COMPLETED', answer })
    stopped = failed && stopOnFirstFailure
  }
  return outcomes
}

function showOutcome({ id, status, answer }: Outcome, escaped: boolean): JsonObject {
  if (answer === undefined) return { id, status }
  const line = { httpStatusCode: answer.status, httpStatusLine: `HTTP/1.1 ${answer.status}` }
  if (escaped) return { id, status, ...line, escapedHttpBody: answer.text }
  return { id, status, ...line, httpBody: answer.text === '' ? null : JSON.parse(answer.text) }
}
