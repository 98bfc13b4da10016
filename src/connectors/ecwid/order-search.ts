import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { HookContext, PreRequestOutcome, VendorRequestDraft } from '../../catalog/hooks.ts'
import { recordPath } from './read-back.ts'
import { splitStatuses } from './statuses.ts'
import { conditionsOn, literalOf, literalsOf, unusable } from './where-literals.ts'

const secondsOfADay = 86_400
const onlyADay = /^\d{4}-\d{2}-\d{2}$/

/** Query parameters on their way to the vendor. */
export type Query = Record<string, string | readonly string[]>

/** The words of `where` on orders that a table of parameters cannot say. */
export async function askForOrders(
  context: HookContext,
  draft: VendorRequestDraft,
): Promise<PreRequestOutcome | undefined> {
  if (context.expression.length === 0) return undefined
  const query: Query = { ...draft.query }
  splitMixedStatuses(context, query)
  includeLastDay(context, query, 'to_date', 'createdTo')
  includeLastDay(context, query, 'to_update_date', 'updatedTo')
  await startAtOrder(context, query)
  await endAtOrder(context, query)
  return { vendor: { query } }
}

function splitMixedStatuses(context: HookContext, query: Query): void {
  for (const condition of conditionsOn(context.expression, 'statuses')) {
    const words = literalsOf(condition).flatMap((value) => String(value).split(','))
    const { payment, fulfillment } = splitStatuses(words)
    for (const [parameter, statuses] of [
      ['paymentStatus', payment],
      ['fulfillmentStatus', fulfillment],
    ] as const) {
      if (statuses.length === 0) continue
      if (parameter in query) {
        throw unusable('statuses', `statuses and ${parameter} cannot stand in one expression`)
      }
      query[parameter] = statuses.join(',')
    }
  }
}

/** `to_date = '2026-03-01'` means that day too, whereas the vendor would stop at its first second. */
export function includeLastDay(
  context: HookContext,
  query: Query,
  attribute: string,
  parameter: string,
): void {
  for (const condition of conditionsOn(context.expression, attribute)) {
    const start = Number(query[parameter])
    if (onlyADay.test(String(condition.value)) && Number.isInteger(start)) {
      query[parameter] = String(start + secondsOfADay - 1)
    }
  }
}

/** The vendor cannot filter by a range of numbers, but orders are numbered in the order in which they were made. */
async function startAtOrder(context: HookContext, query: Query): Promise<void> {
  for (const condition of conditionsOn(context.expression, 'from_order')) {
    const made = await madeAt(context, 'from_order', String(literalOf(condition)))
    const given = Number(query['createdFrom'] ?? 0)
    query['createdFrom'] = String(Math.max(made, given))
  }
}

async function endAtOrder(context: HookContext, query: Query): Promise<void> {
  for (const condition of conditionsOn(context.expression, 'to_order')) {
    const made = await madeAt(context, 'to_order', String(literalOf(condition)))
    const given = Number(query['createdTo'] ?? made)
    query['createdTo'] = String(Math.min(made, given))
  }
}

/** Seconds since 1970 at which an order was made. */
async function madeAt(context: HookContext, attribute: string, id: string): Promise<number> {
  let answer: unknown
  try {
    const { body } = await context.callVendor({
      method: 'GET',
      path: recordPath('/orders', id),
      query: { responseFields: 'createTimestamp,createDate' },
    })
    answer = body
  } catch (thrown) {
    if (thrown instanceof PlatformError && thrown.code === 'vendor_not_found') {
      throw unusable(
        attribute,
        `${attribute} must name an order that exists; '${id}' does not`,
        thrown,
      )
    }
    throw thrown
  }
  const made = isJsonObject(answer) ? secondsOf(answer) : Number.NaN
  if (Number.isFinite(made)) return made
  throw new PlatformError(
    'vendor_answer_unreadable',
    `The store does not say when order '${id}' was made, which ${attribute} needs.`,
  )
}

function secondsOf(order: Readonly<Record<string, unknown>>): number {
  const { createTimestamp, createDate } = order
  if (typeof createTimestamp === 'number') return createTimestamp
  const match = /^(\S+) (\S+) ([+-]\d{2}):?(\d{2})$/.exec(String(createDate))
  if (match === null) return Number.NaN
  return Math.floor(Date.parse(`${match[1]}T${match[2]}${match[3]}:${match[4]}`) / 1000)
}
