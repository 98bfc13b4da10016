import { PlatformError } from '../../src/core/errors.ts'
import type { WhereCondition, WhereOperator } from '../../src/core/ceql.ts'
import type {
  ConnectorHooks,
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  VendorRequestDraft,
} from '../../src/catalog/hooks.ts'

/** A call that a hook made besides the one it stands around. */
interface Call {
  method: string
  path: string
  query?: Readonly<Record<string, string>>
  body?: unknown
}

export interface Situation {
  parameters?: Record<string, string>
  pathVariables?: Record<string, string>
  body?: unknown
  where?: readonly WhereCondition[]
  query?: Record<string, string>
  configuration?: Record<string, string>
  /** Answers of the vendor by `METHOD path`; an Error is thrown. */
  vendor?: Record<string, unknown>
}

/** One comparison of a parsed `where`. */
export function condition(
  attribute: string,
  operator: WhereOperator,
  value: WhereCondition['value'],
): WhereCondition {
  return { attribute, operator, value, position: 0 }
}

/** Plays the hook of one route of a connector in a situation, without a vendor. */
export function playHook(hooks: ConnectorHooks, route: string, situation: Situation) {
  const calls: Call[] = []
  const context: HookContext = {
    request: {
      method: route.split(' ')[0] ?? '',
      path: route.split(' ')[1] ?? '',
      pathVariables: situation.pathVariables ?? {},
      parameters: situation.parameters ?? {},
      headers: {},
      body: situation.body,
    },
    configuration: situation.configuration ?? {},
    expression: situation.where ?? [],
    now: 0,
    callVendor: async (call) => {
      calls.push(call)
      const answer = situation.vendor?.[`${call.method} ${call.path}`]
      if (answer instanceof Error) throw answer
      if (answer === undefined)
        throw new Error(`no answer prepared for ${call.method} ${call.path}`)
      return { status: 200, body: answer }
    },
  }
  const hook = hooks.resources?.[route]
  if (hook === undefined) throw new Error(`no hook for ${route}`)
  const draft: VendorRequestDraft = {
    method: 'GET',
    url: 'https://vendor.test/x',
    query: situation.query ?? {},
    headers: {},
    body: situation.body,
  }
  return {
    calls,
    before: async (): Promise<PreRequestOutcome | undefined> =>
      (await hook.preRequest?.(context, draft)) ?? undefined,
    after: async (body: unknown): Promise<PostRequestOutcome | void> => {
      const answer: HookAnswer = { status: 200, headers: {}, body, rawBody: body }
      return hook.postRequest?.(context, answer)
    },
  }
}

/** The error that the work must end with. */
export async function refusal(work: Promise<unknown>): Promise<PlatformError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof PlatformError) return thrown
  throw new Error('expected a PlatformError', { cause: thrown })
}
