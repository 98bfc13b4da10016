/** Runs a connector's hooks around a call: global before, resource before, (vendor), resource after, global after. */
import type {
  HookAnswer,
  HookContext,
  PreRequestOutcome,
  VendorRequestDraft,
} from '../catalog/hooks.ts'
import type { WhereCondition } from '../core/ceql.ts'
import { PlatformError } from '../core/errors.ts'
import { baseUrlOf } from './base-url.ts'
import type { ResourceRequest, VendorConnection } from './connection.ts'
import type { Dispatched } from './dispatch.ts'
import { verdictError } from './errors.ts'
import type { ResourcePlan } from './plan.ts'
import { isPrivateHeader } from './private-headers.ts'
import { readBody } from './read-response.ts'

/** What hooks get to know and do. `send` is the guarded way to the vendor. */
export function hookContext(
  connection: VendorConnection,
  request: ResourceRequest,
  conditions: readonly WhereCondition[],
  now: number,
  send: (draft: VendorRequestDraft) => Promise<Dispatched>,
): HookContext {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !isPrivateHeader(name)),
  )
  return {
    request: Object.freeze({
      method: request.method,
      path: request.path,
      pathVariables: request.pathVariables,
      parameters: request.query,
      headers,
      body: request.body,
    }),
    configuration: connection.configuration,
    expression: conditions,
    now,
    callVendor: async (call) => {
      if (!isRelativePath(call.path)) {
        throw new PlatformError(
          'internal',
          `A hook of '${connection.connector.key}' named a path that does not stay below base.url`,
        )
      }
      const done = await send({
        method: call.method,
        url: baseUrlOf(connection) + call.path,
        query: call.query ?? {},
        headers: {
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: call.body,
      })
      if (done.verdict !== undefined) throw verdictError(done.connection, done.verdict)
      return { status: done.answer.status, body: readBody(connection, done.answer, false) }
    },
  }
}

function isRelativePath(path: string): boolean {
  return path.startsWith('/') && !path.startsWith('//') && !path.split('/').includes('..')
}

export interface Prepared {
  readonly draft: VendorRequestDraft
  readonly answer: PreRequestOutcome['answer']
}

export async function runPreHooks(
  plan: ResourcePlan,
  context: HookContext,
  built: VendorRequestDraft,
): Promise<Prepared> {
  let draft = built
  for (const hooks of plan.hooks) {
    if (hooks.preRequest === undefined) continue
    const outcome = await hooks.preRequest(context, draft)
    if (outcome?.vendor !== undefined) draft = { ...draft, ...outcome.vendor }
    if (outcome?.answer !== undefined) return { draft, answer: outcome.answer }
  }
  return { draft, answer: undefined }
}

export interface Finished {
  readonly status: number
  readonly body: unknown
  readonly totalCount: number | undefined
  readonly isWhole: boolean
  readonly configuration: Readonly<Record<string, string>>
  readonly notice: string | undefined
}

export async function runPostHooks(
  plan: ResourcePlan,
  context: HookContext,
  first: HookAnswer,
): Promise<Finished> {
  let finished: Finished = {
    status: first.status,
    body: first.body,
    totalCount: undefined,
    isWhole: false,
    configuration: {},
    notice: undefined,
  }
  for (const hooks of plan.hooks.toReversed()) {
    if (hooks.postRequest === undefined) continue
    const { status, body } = finished
    const outcome = await hooks.postRequest(context, { ...first, status, body })
    if (outcome === undefined) continue
    finished = {
      status: outcome.status ?? status,
      body: outcome.body === undefined ? body : outcome.body,
      totalCount: outcome.totalCount ?? finished.totalCount,
      isWhole: outcome.isWhole ?? finished.isWhole,
      configuration: { ...finished.configuration, ...outcome.configuration },
      notice: outcome.notice ?? finished.notice,
    }
  }
  return finished
}
