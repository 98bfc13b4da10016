/** One question on a resource, from the client's words to the answer in our shape; chains included. */
import type { Resource } from '../catalog/element.ts'
import type { HookContext } from '../catalog/hooks.ts'
import type { WhereCondition } from '../core/ceql.ts'
import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { OutboundAnswer } from '../net/sender.ts'
import { buildRequest, type PreviousAnswer } from './build-request.ts'
import { linksOf } from './chain.ts'
import type { CallMeter, ResourceAnswer, ResourceRequest, VendorConnection } from './connection.ts'
import type { Dispatch, Dispatched } from './dispatch.ts'
import { verdictError } from './errors.ts'
import { cutToFields } from './fields.ts'
import { hookContext, runPostHooks, runPreHooks, type Finished } from './run-hooks.ts'
import { nextPageToken, slicePage, type PageQuestion } from './paging.ts'
import { planFor, type ResourcePlan } from './plan.ts'
import { readQuestion, type Question } from './question.ts'
import { capturedValues, readBody, saysNotFound, unwrap } from './read-response.ts'
import { readPath } from './value-path.ts'

export interface CallRoom {
  readonly dispatch: Dispatch
  readonly clock: Clock
  readonly log: Log
}

/** An answer and what the call leaves behind for the instance. */
export interface LinkAnswer {
  readonly answer: ResourceAnswer
  readonly configuration: Readonly<Record<string, string>>
  readonly previous: PreviousAnswer
  /** With renewed credentials, for the next link. */
  readonly connection: VendorConnection
}

export async function callResource(
  room: CallRoom,
  connection: VendorConnection,
  resource: Resource,
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const links = linksOf(connection.connector, resource)
  if (links.length === 1) {
    const done = await callLink(room, connection, resource, request, undefined)
    if (!isEmpty(done.configuration)) await keepConfiguration(done.connection, done.configuration)
    return done.answer
  }
  const last = links.length - 1
  let current = connection
  let previous: PreviousAnswer | undefined
  for (const [index, link] of links.entries()) {
    const done = await callLink(room, current, link, request, previous)
    await keepConfiguration(done.connection, done.configuration)
    if (index === last) return done.answer
    current = withConfiguration(done.connection, done.configuration)
    previous = done.previous
  }
  throw new Error('a chain has at least one link')
}

/** One resource, once: build, hooks, send, read, hooks. */
export async function callLink(
  room: CallRoom,
  connection: VendorConnection,
  resource: Resource,
  request: ResourceRequest,
  previous: PreviousAnswer | undefined,
): Promise<LinkAnswer> {
  const plan = planFor(connection.connector, resource)
  const question = readQuestion(plan, connection, request)
  const built = buildRequest(plan, connection, request, question.query, previous)
  const meter = request.meter ?? { vendorCalls: 0 }
  const before = meter.vendorCalls
  const context =
    plan.hooks.length === 0
      ? undefined
      : contextFor(room, connection, request, question.conditions, meter)
  const prepared =
    context === undefined || !plan.hasPreHooks
      ? { draft: built, answer: undefined }
      : await runPreHooks(plan, context, built)
  const got =
    prepared.answer === undefined
      ? readAnswer(
          plan,
          connection,
          await room.dispatch(connection, prepared.draft, {
            deadline: request.deadline,
            mayRepeat: plan.mayRepeat,
            anonymous: plan.isAnonymous,
            meter,
          }),
        )
      : { connection, wire: undefined, rawBody: prepared.answer.body }
  const status = got.wire?.status ?? prepared.answer?.status ?? 200
  const unwrapped = got.wire === undefined ? got.rawBody : unwrap(plan, connection, got.rawBody)
  const captured =
    plan.captures.length === 0 ? nothing : capturedValues(plan.captures, got.wire, got.rawBody)
  const after =
    context === undefined || !plan.hasPostHooks
      ? {
          status,
          body: unwrapped,
          totalCount: undefined,
          isWhole: false,
          configuration: nothing,
          notice: undefined,
        }
      : await runPostHooks(plan, context, {
          status,
          headers: got.wire?.headers ?? {},
          body: unwrapped,
          rawBody: got.rawBody,
        })
  const shaped = shape(plan, question, after, unwrapped, got.rawBody)
  const isVendorsOwn =
    got.wire !== undefined && shaped.body === got.rawBody && after.body === got.rawBody
  return {
    answer: {
      status: after.status,
      body: shaped.body,
      bytes: isVendorsOwn && resource.method !== 'DELETE' ? got.wire.body : undefined,
      // A hook that gave another body may have put nulls in.
      mayHoldNulls:
        got.wire === undefined || after.body !== unwrapped || mayHoldNulls(got.wire.body),
      page: shaped.page,
      notice: joined(question.notices, after.notice),
      vendorCalls: meter.vendorCalls - before,
    },
    configuration:
      captured === nothing ? after.configuration : { ...captured, ...after.configuration },
    previous: { body: after.body, headers: got.wire?.headers ?? {} },
    connection: got.connection,
  }
}

/** In a small body the filter finds them as fast as a search for the word. */
function mayHoldNulls(bytes: Buffer): boolean {
  return bytes.length < 512 || bytes.includes('null')
}

/** What the vendor's answer says, or the error that it means. */
function readAnswer(
  plan: ResourcePlan,
  connection: VendorConnection,
  done: Dispatched,
): { connection: VendorConnection; wire: OutboundAnswer; rawBody: unknown } {
  if (done.verdict !== undefined) throw verdictError(done.connection, done.verdict)
  const rawBody = readBody(connection, done.answer, plan.resource.method === 'GET')
  if (saysNotFound(plan, rawBody)) {
    throw new PlatformError('vendor_not_found', `${connection.connector.name} has no such record`)
  }
  return { connection: done.connection, wire: done.answer, rawBody }
}

function contextFor(
  room: CallRoom,
  connection: VendorConnection,
  request: ResourceRequest,
  conditions: readonly WhereCondition[],
  meter: CallMeter,
): HookContext {
  return hookContext(connection, request, conditions, room.clock.now(), (draft) =>
    room.dispatch(connection, draft, {
      deadline: request.deadline,
      mayRepeat: draft.method === 'GET',
      meter,
    }),
  )
}

interface Shaped {
  readonly body: unknown
  readonly page: ResourceAnswer['page']
}

function shape(
  plan: ResourcePlan,
  question: Question,
  { body, totalCount, isWhole }: Pick<Finished, 'body' | 'totalCount' | 'isWhole'>,
  unwrapped: unknown,
  rawBody: unknown,
): Shaped {
  if (plan.resource.method === 'DELETE') return { body: undefined, page: undefined }
  const cut = (value: unknown): unknown =>
    question.fields === undefined ? value : cutToFields(value, question.fields)
  if (plan.resource.method !== 'GET' || !Array.isArray(body))
    return { body: cut(body), page: undefined }
  if (question.page !== undefined && (isWhole || question.page.style === 'sliced')) {
    return sliced(body, question.page, cut)
  }
  const total = totalCount ?? totalOf(plan, rawBody)
  const next =
    question.page === undefined
      ? undefined
      : nextPageToken(plan, question.page, {
          returned: Array.isArray(unwrapped) ? unwrapped.length : body.length,
          total,
          rawBody,
        })
  return { body: cut(body), page: { returned: body.length, total, next } }
}

function sliced(
  items: readonly unknown[],
  page: PageQuestion,
  cut: (value: unknown) => unknown,
): Shaped {
  const slice = slicePage(items, page)
  return {
    body: cut(slice.items),
    page: { returned: slice.items.length, total: items.length, next: slice.next },
  }
}

function totalOf(plan: ResourcePlan, rawBody: unknown): number | undefined {
  const path = plan.resource.hubwright?.totalPath
  if (path === undefined) return undefined
  const total = readPath(rawBody, path)
  return typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined
}

function joined(notices: readonly string[], last: string | undefined): string | undefined {
  const all = last === undefined ? notices : [...notices, last]
  return all.length === 0 ? undefined : all.join('; ')
}

const nothing: Readonly<Record<string, string>> = Object.freeze({})

function isEmpty(record: object): boolean {
  for (const _name in record) return false
  return true
}

async function keepConfiguration(
  connection: VendorConnection,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  if (connection.saveConfiguration === undefined || isEmpty(values)) return
  await connection.saveConfiguration(values)
}

/** The connection as the next link sees it. */
export function withConfiguration(
  connection: VendorConnection,
  values: Readonly<Record<string, string>>,
): VendorConnection {
  if (isEmpty(values)) return connection
  return { ...connection, configuration: { ...connection.configuration, ...values } }
}
