import { isJsonObject } from '../../core/json.ts'
import { withoutFileToken, withoutTokens } from './mask-tokens.ts'

/** Members that every answer to a list needs so that `id` can be found; see `idOf`. */
export const idMembers: readonly string[] = ['id', 'vendorOrderNumber', 'orderNumber']

/** The public id of an order. Answers of the API's first years have no `id`, and older ones only a number. */
export function idOf(order: Readonly<Record<string, unknown>>): string | undefined {
  const { id, vendorOrderNumber, orderNumber } = order
  for (const candidate of [id, vendorOrderNumber, orderNumber]) {
    if (typeof candidate === 'string' && candidate !== '') return candidate
    if (typeof candidate === 'number') return String(candidate)
  }
  return undefined
}

/** An order as callers get it: always with a usable `id`, never with an API token in an address. */
export function finishedOrder(order: unknown): unknown {
  if (!isJsonObject(order)) return order
  const id = idOf(order)
  return { ...withoutTokensOfOrder(order), ...(id === undefined ? {} : { id }) }
}

/** An order, or a cart, which is shaped like one, without API tokens in its addresses. */
export function withoutTokensOfOrder(
  order: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const finished: Record<string, unknown> = { ...order }
  for (const name of ['globalReferer', 'refererUrl']) {
    if (name in finished) finished[name] = withoutTokens(finished[name])
  }
  if (Array.isArray(order['items'])) finished['items'] = order['items'].map(finishedLine)
  return finished
}

/** Orders of a list; `fields` is the caller's list, whose absent members we asked for only to find `id`. */
export function finishedOrders(orders: unknown, fields: string | undefined): unknown {
  if (!Array.isArray(orders)) return orders
  const finished = orders.map(finishedOrder)
  const extra = fields === undefined ? [] : unaskedIdMembers(fields)
  if (extra.length > 0) {
    for (const order of finished) {
      if (isJsonObject(order)) for (const name of extra) delete order[name]
    }
  }
  return finished
}

function unaskedIdMembers(fields: string): readonly string[] {
  const asked = new Set(fields.split(',').map((name) => name.trim()))
  if (asked.has('') && asked.size === 1) return []
  return idMembers.filter((name) => name !== 'id' && !asked.has(name))
}

function finishedLine(line: unknown): unknown {
  if (!isJsonObject(line)) return line
  const { files, selectedOptions } = line
  if (!hasEntries(files) && !hasEntries(selectedOptions)) return line
  const finished: Record<string, unknown> = { ...line }
  if (hasEntries(files)) finished['files'] = files.map(withoutFileToken)
  if (hasEntries(selectedOptions)) {
    finished['selectedOptions'] = selectedOptions.map((option) =>
      isJsonObject(option) && hasEntries(option['files'])
        ? { ...option, files: option['files'].map(withoutFileToken) }
        : option,
    )
  }
  return finished
}

function hasEntries(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0
}
