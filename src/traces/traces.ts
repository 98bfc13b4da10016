/**
 * The door of the room: what is said in a call, ours and the vendor's, for people who look for a fault. Whoever runs a
 * call that is to be traced runs it within `capture`; all it sends through a watched sender meanwhile belongs to it,
 * renewed tokens and repeated requests included. Secrets are masked before anything is kept, and what is kept is sealed.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Clock } from '../core/clock.ts'
import { PlatformError, toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { createPeriodic } from '../core/periodic.ts'
import type { Sender } from '../net/sender.ts'
import type { Database } from '../storage/database.ts'
import type { Vault } from '../vault/seal.ts'
import { Capture, type Learnt, type TracedCall } from './capture.ts'
import { maskTrace } from './mask-trace.ts'
import { holdBody } from './message-body.ts'
import type { Trace, TraceHead } from './trace.ts'
import { createTraceRecorder, type TraceRecorder } from './trace-recorder.ts'
import { createTraceStore, type TraceFilter, type TraceQuestion } from './trace-store.ts'

export interface TracesParts {
  database: Database
  vault: Vault
  audit: AuditTrail
  clock: Clock
  log: Log
}

/** Our answer, as the caller of `capture` knows it. */
export interface TracedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Uint8Array | undefined
}

export interface Traces {
  /** The same sender, whose requests are kept while they belong to a capture. Costs one test otherwise. */
  watch(sender: Sender): Sender
  /**
   * Runs `work` and keeps what was said, also when it throws; passes on what it answers or throws. A fault of
   * tracing is logged and changes nothing.
   */
  capture<T>(
    call: TracedCall,
    work: () => Promise<T>,
    answerOf: (result: T) => TracedAnswer,
  ): Promise<T>
  /** Tells the capture under way, if there is one. */
  learn(learnt: Learnt): void
  /** Traces of an instance, the newest first; the instance must have been found to be the caller's. */
  list(organizationId: number, instanceId: number, filter: TraceFilter): Promise<TraceHead[]>
  /** One trace, whole; reported to the audit log. Throws not_found. */
  read(organizationId: number, question: TraceQuestion): Promise<Trace>
  counts: TraceRecorder['counts']
  /** Deletes what is too old, now. */
  maintain(): Promise<void>
  /** Does so every ten minutes from now on. */
  start(): void
  close(): Promise<void>
}

/** Emptied at the end: connections made meanwhile remember for their life on whose behalf they were made. */
interface Holder {
  capture: Capture | undefined
}

const maintainEveryMs = 600_000
const deletedAtOnce = 500

export function createTraces(parts: TracesParts): Traces {
  const { audit, clock, database, log } = parts
  const store = createTraceStore(database, parts.vault)
  const recorder = createTraceRecorder({ store, log })
  const underWay = new AsyncLocalStorage<Holder>()
  let running = 0
  let isClosed = false

  function keep(capture: Capture, answer: TracedAnswer): void {
    try {
      const trace = traceOf(capture, answer, clock.now())
      if (trace !== undefined) {
        recorder.record(store.seal(trace))
        capture.call.onKept?.()
      }
    } catch (error) {
      log.error({ err: toError(error), requestId: capture.call.requestId }, 'a trace was not kept')
    }
  }

  async function maintain(): Promise<void> {
    for (;;) {
      const deleted = await store.deleteExpired(deletedAtOnce)
      if (deleted < deletedAtOnce || isClosed) return
    }
  }

  const failure = 'the maintenance of traces failed'
  const maintenance = createPeriodic({ everyMs: maintainEveryMs, work: maintain, failure, log })

  return {
    watch: (sender) => ({
      ...sender,
      send(request) {
        const capture = running === 0 ? undefined : underWay.getStore()?.capture
        return capture === undefined ? sender.send(request) : capture.send(sender, request)
      },
    }),
    async capture(call, work, answerOf) {
      const capture = new Capture(call, clock)
      const holder: Holder = { capture }
      running += 1
      try {
        const result = await underWay.run(holder, work)
        keep(capture, answerOf(result))
        return result
      } catch (error) {
        keep(capture, answerOfError(error, call.requestId))
        throw error
      } finally {
        running -= 1
        holder.capture = undefined
      }
    },
    learn(learnt) {
      if (running > 0) underWay.getStore()?.capture?.learn(learnt)
    },
    async list(organizationId, instanceId, filter) {
      await recorder.flush()
      return store.list(organizationId, instanceId, filter)
    },
    async read(organizationId, question) {
      await recorder.flush()
      const found = await store.find(organizationId, question)
      if (found === undefined) {
        const id = question.requestId.slice(0, 100)
        throw new PlatformError('not_found', `No trace found with ID ${id}`)
      }
      await audit.record(database.db, {
        organizationId,
        accountId: found.accountId,
        area: 'element-instances',
        action: 'trace.read',
        entityId: found.instanceId ?? found.requestId,
        instanceId: found.instanceId ?? undefined,
      })
      return found
    },
    counts: () => recorder.counts(),
    maintain,
    start: () => maintenance.start(),
    async close() {
      isClosed = true
      await maintenance.close()
      await recorder.close()
    },
  }
}

/** Undefined when it never became known which connector was meant: nothing was asked of anybody then. */
function traceOf(capture: Capture, answer: TracedAnswer, now: number): Trace | undefined {
  const { call, connectorKey, startedAt } = capture
  if (connectorKey === undefined) return undefined
  const { status, headers, payload } = answer
  const content = maskTrace(
    {
      request: capture.request,
      response: { status, headers, body: holdBody(payload, headers['content-type']) },
      exchanges: capture.exchanges,
    },
    capture.secrets,
  )
  return {
    requestId: call.requestId,
    organizationId: call.organizationId,
    accountId: call.accountId,
    instanceId: capture.instanceId ?? null,
    connectorKey,
    kind: call.kind,
    method: call.method,
    path: content.request.url.split('?', 1)[0] ?? '',
    status,
    vendorCalls: capture.vendorCalls,
    durationMs: now - startedAt,
    at: startedAt,
    content,
  }
}

/** What the edge will say, without the address of the page. */
function answerOfError(error: unknown, requestId: string): TracedAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  if (!(error instanceof PlatformError)) {
    return { status: 500, headers, payload: JSON.stringify({ requestId, code: 'internal' }) }
  }
  const { status, message, providerMessage, code, details } = error
  const payload = JSON.stringify({ requestId, message, providerMessage, code, details })
  return { status, headers: { ...headers, ...error.headers }, payload }
}
