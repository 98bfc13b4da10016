/**
 * A unified request becomes a vendor's and a unified answer comes back. Every call leaves a usage record, whatever
 * became of it; recording never delays or fails a call.
 */
import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import type { Traces } from '../traces/traces.ts'
import type { VendorCalls } from '../vendor-calls/vendor-calls.ts'
import type { AnswerCache } from './answer-cache.ts'
import * as builtIn from './built-in-resources.ts'
import { callResource, type CallNote } from './call-resource.ts'
import type { HubAnswer, HubRequest } from './hub-request.ts'
import type { OwnWrites } from './own-writes.ts'
import { passThrough } from './pass-through.ts'
import { answerOf, tracedCall } from './traced-call.ts'
import type { UsageRecord } from './usage-record.ts'

export interface HubParts {
  vendorCalls: VendorCalls
  /** Takes a record at once; see usage-recorder.ts. */
  usage: { record(record: UsageRecord): void }
  answers: AnswerCache
  ownWrites: OwnWrites
  traces: Pick<Traces, 'capture'>
  clock: Clock
  log: Log
  /** Longest a call may take, in milliseconds (default 30 000). */
  callTimeoutMs?: number | undefined
}

export interface Hub {
  /** A call on a resource. Throws `PlatformError`: 403 disabled, 401 re-authentication, 404, 405, and what the vendor's answer means. */
  call(request: HubRequest): Promise<HubAnswer>
  /** Pass-through to `rest`, a path relative to base.url as the client wrote it. */
  proxy(request: HubRequest, rest: string): Promise<HubAnswer>
  ping(request: HubRequest): Promise<HubAnswer>
  /** Also answers for disabled instances, as the old platform did. */
  objects(instance: OpenInstance, version: 'Hydrogen' | 'Helium'): string[] | builtIn.ObjectCard[]
  metadata(instance: OpenInstance, objectName: string): object
}

const usualTimeoutMs = 30_000

export function createHub(parts: HubParts): Hub {
  const { vendorCalls, answers, clock, log } = parts
  const rooms = { vendorCalls, memory: answers.memory, ownWrites: parts.ownWrites }
  const timeoutMs = parts.callTimeoutMs ?? usualTimeoutMs

  /** Runs a call and records it. */
  async function recorded(
    request: HubRequest,
    api: string,
    run: (deadline: number, note: CallNote) => Promise<HubAnswer>,
  ): Promise<HubAnswer> {
    const startedAt = clock.now()
    const mayChange = request.method !== 'GET'
    const note: CallNote = { api, mayChange, meter: request.meter }
    let status = 500
    let message: string | null = null
    try {
      const deadline = startedAt + timeoutMs
      const answer =
        request.instanceCaller.instance.tracedUntil > startedAt
          ? await parts.traces.capture(tracedCall(request), () => run(deadline, note), answerOf)
          : await run(deadline, note)
      status = answer.status
      return answer
    } catch (error) {
      if (error instanceof PlatformError) {
        status = error.status
        message = error.message
      } else {
        message = 'Hubwright failed'
        log.error({ err: error, requestId: request.requestId, api: note.api }, 'a hub call failed')
      }
      throw error
    } finally {
      // Also after a failure: nobody knows what a write that was cut off has done.
      if (note.mayChange && note.meter.vendorCalls > 0)
        await answers.accountChanged(request.instanceCaller.instance)
      parts.usage.record(usageOf(request, note, status, message, startedAt, clock.now()))
    }
  }

  return {
    call: (request) =>
      recorded(request, `${request.method} ${request.path}`, (deadline, note) =>
        callResource(rooms, request, deadline, note),
      ),
    proxy: (request, rest) =>
      recorded(request, `${request.method} /proxy`, (deadline, note) =>
        passThrough(vendorCalls, request, rest, deadline, note),
      ),
    ping: (request) =>
      recorded(request, 'GET /ping', async (deadline, note) => {
        const pong = await builtIn.ping(vendorCalls, request.instanceCaller.instance, {
          requestId: request.requestId,
          deadline,
          now: clock.now(),
          meter: note.meter,
        })
        return { status: 200, headers: {}, payload: JSON.stringify(pong) }
      }),
    objects: builtIn.objects,
    metadata: builtIn.metadata,
  }
}

const longestText = 500

function usageOf(
  request: HubRequest,
  note: CallNote,
  status: number,
  message: string | null,
  startedAt: number,
  now: number,
): UsageRecord {
  const { caller, instance } = request.instanceCaller
  return {
    requestId: request.requestId,
    organizationId: caller.organizationId,
    accountId: caller.accountId,
    userId: caller.userId,
    instanceId: instance.id,
    instanceName: instance.name,
    connectorKey: instance.connector.key,
    hub: request.hub.slice(0, longestText),
    method: request.method,
    api: note.api.slice(0, longestText),
    requestUri: request.uri.slice(0, longestText),
    requestIp: request.ip,
    status,
    vendorCalls: note.meter.vendorCalls,
    durationMs: now - startedAt,
    tags: instance.tags,
    message: message === null ? null : message.slice(0, longestText),
    at: startedAt,
  }
}
