import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { HookContext, PreRequestOutcome, VendorRequestDraft } from '../../catalog/hooks.ts'
import { bodyObject, mergedObject, rename, wrongMember } from './partial-body.ts'
import { recordPath } from './read-back.ts'
import { statusOfToday } from './statuses.ts'

/** Objects of an order whose absent members a PATCH must leave alone; the vendor may replace them whole. */
const partialObjects: readonly string[] = [
  'billingPerson',
  'shippingPerson',
  'shippingOption',
  'handlingFee',
]
const actions: readonly string[] = ['cancel', 'reopen', 'close']

/** Turns names and statuses that old clients send into today's. */
export function orderBody(body: unknown): Record<string, unknown> {
  const order = bodyObject(body)
  rename(order, 'shippingTrackingCode', 'trackingNumber')
  for (const name of ['paymentStatus', 'fulfillmentStatus']) {
    const status = order[name]
    if (typeof status === 'string') order[name] = statusOfToday(status)
  }
  return order
}

/** The vendor's update is partial for the members of an order, total for what stands inside them: this evens it out. */
export async function changeOrder(
  context: HookContext,
  draft: VendorRequestDraft,
): Promise<PreRequestOutcome> {
  // Forms of old clients send a parameter that was left empty.
  const action = context.request.parameters['action'] || undefined
  checkAction(action)
  const change = orderBody(context.request.body)
  if (action === undefined && Object.keys(change).length === 0) {
    throw new PlatformError('invalid_request', 'Send a body with what shall change, or an action.')
  }
  const lines = change['items'] === undefined ? undefined : changedLines(change['items'])
  const objects = partialObjects.filter((name) => isJsonObject(change[name]))
  if (action === 'reopen' || lines !== undefined || objects.length > 0) {
    const current = await readOrder(context)
    for (const name of objects) change[name] = mergedObject(current[name], change[name])
    if (lines !== undefined) change['items'] = mergedLines(current['items'], lines)
    if (action === 'reopen') setMissing(change, statusesOfAction(action, current))
  }
  if (action !== undefined && action !== 'reopen') {
    setMissing(change, statusesOfAction(action, {}))
  }
  if (Object.keys(change).length === 0) {
    // A reopened order that is open already: nothing to send, and the read-back answers it as it is.
    return { answer: { body: {} } }
  }
  // A bare action comes without a body and so without its type.
  const headers = { ...draft.headers, 'content-type': 'application/json' }
  return { vendor: { body: change, headers } }
}

async function readOrder(context: HookContext): Promise<Record<string, unknown>> {
  const { body } = await context.callVendor({
    method: 'GET',
    path: recordPath('/orders', context.request.pathVariables['id'] ?? ''),
  })
  if (isJsonObject(body)) return body
  throw new PlatformError('vendor_answer_unreadable', 'The store answered no order.')
}

function checkAction(action: string | undefined): void {
  if (action === undefined || actions.includes(action)) return
  throw new PlatformError('invalid_request', `action must be one of ${actions.join(', ')}.`, {
    details: [{ path: 'action', message: `'${action}' is none of ${actions.join(', ')}` }],
  })
}

/**
 * The statuses that an action sets; only reopening looks at the order as it is, with today's words or old ones.
 * @throws PlatformError `invalid_request` for an unknown action
 */
export function statusesOfAction(
  action: string,
  order: Readonly<Record<string, unknown>>,
): Record<string, string> {
  checkAction(action)
  if (action === 'cancel') {
    return { paymentStatus: 'CANCELLED', fulfillmentStatus: 'WILL_NOT_DELIVER' }
  }
  return action === 'close' ? { fulfillmentStatus: 'DELIVERED' } : reopened(order)
}

/** The statuses of an order that is open again; money that was paid stays paid. */
function reopened(order: Readonly<Record<string, unknown>>): Record<string, string> {
  const statuses: Record<string, string> = {}
  if (order['paymentStatus'] === 'CANCELLED') statuses['paymentStatus'] = 'AWAITING_PAYMENT'
  if (['DELIVERED', 'WILL_NOT_DELIVER', 'RETURNED'].includes(String(order['fulfillmentStatus']))) {
    statuses['fulfillmentStatus'] = 'AWAITING_PROCESSING'
  }
  return statuses
}

/** What the caller wrote wins over what the action means. */
function setMissing(change: Record<string, unknown>, members: Record<string, string>): void {
  for (const [name, value] of Object.entries(members)) {
    if (!(name in change)) change[name] = value
  }
}

interface Line {
  readonly id: number
  readonly change: Readonly<Record<string, unknown>>
}

/** A line without its id cannot be found again, and the vendor removes every line that is left out. */
function changedLines(items: unknown): readonly Line[] {
  if (!Array.isArray(items)) throw wrongMember('/items', 'must be a list of lines')
  return items.map((item: unknown, index) => {
    const id = isJsonObject(item) ? item['id'] : undefined
    if (!isJsonObject(item) || typeof id !== 'number') {
      throw wrongMember(
        `/items/${index}/id`,
        'must be the id of a line of the order: lines are changed by id, never added or removed',
      )
    }
    return { id, change: item }
  })
}

function mergedLines(current: unknown, lines: readonly Line[]): readonly unknown[] {
  const now: readonly unknown[] = Array.isArray(current) ? current : []
  const known = new Set(now.map((line) => (isJsonObject(line) ? line['id'] : undefined)))
  for (const [index, line] of lines.entries()) {
    if (!known.has(line.id)) {
      throw wrongMember(`/items/${index}/id`, `is no line of this order: ${line.id}`)
    }
  }
  return now.map((line) => {
    const change = isJsonObject(line)
      ? lines.find((one) => one.id === line['id'])?.change
      : undefined
    return mergedObject(line, change ?? {})
  })
}
