/** Which deliveries a `where` speaks of. Pure. */
import type { WhereCondition, WhereExpression, WhereLiteral } from '../core/ceql.ts'
import { PlatformError } from '../core/errors.ts'
import { conditionsIn, matchesWhere } from '../core/match-where.ts'
import { parseWhere } from '../core/parse-ceql.ts'
import type { SubscriptionFacts } from './delivery-store.ts'
import { channels, deliveryStatuses, type DeliveryStatus } from './subscription.ts'

type Attributes = Readonly<
  Record<string, (subscription: SubscriptionFacts, status: DeliveryStatus) => string | number>
>
const attributes: Attributes = {
  channel: ({ channel }) => channel,
  status: (_subscription, status) => status,
  subscriptionId: ({ id }) => id,
  'config.url': ({ destination }) => destination,
  'config.email': ({ destination }) => destination,
}

const words: Readonly<Record<string, readonly string[]>> = {
  channel: channels,
  status: deliveryStatuses,
}

/**
 * Pairs of subscription and status that fit: everything a `where` may name is one of the subscription's or the status.
 * `notified` is an old word for `delivered`. Throws invalid_where, also for what is not known: a mistake in writing must
 * not reach more than was meant.
 */
export function wantedDeliveries(
  where: string | undefined,
  subscriptions: readonly SubscriptionFacts[],
): { subscriptionId: number; status: DeliveryStatus }[] {
  const expression = where === undefined ? undefined : checked(modern(parseWhere(where)))
  return subscriptions.flatMap((subscription) =>
    deliveryStatuses
      .filter(
        (status) =>
          expression === undefined ||
          matchesWhere(expression, (name) => attributes[name]?.(subscription, status)),
      )
      .map((status) => ({ subscriptionId: subscription.id, status })),
  )
}

/** In the words of today. */
function modern(expression: WhereExpression): WhereExpression {
  if ('all' in expression) return { all: expression.all.map(modern) }
  if ('any' in expression) return { any: expression.any.map(modern) }
  const { condition } = expression
  const { attribute, value } = condition
  if (attribute !== 'status' || value === undefined) return expression
  const word = (literal: WhereLiteral) => (literal === 'notified' ? 'delivered' : literal)
  const now = typeof value === 'object' ? value.map(word) : word(value)
  return { condition: { ...condition, value: now } }
}

function checked(expression: WhereExpression): WhereExpression {
  for (const condition of conditionsIn(expression)) {
    const { attribute, operator, value } = condition
    if (!Object.hasOwn(attributes, attribute))
      throw unknown(condition, `'${attribute}' is not known here`, Object.keys(attributes))
    const allowed = words[attribute]
    if (allowed === undefined || !['=', '!=', 'in'].includes(operator)) continue
    for (const literal of [value].flat())
      if (!allowed.includes(String(literal)))
        throw unknown(condition, `${attribute} is never '${String(literal)}'`, allowed)
  }
  return expression
}

function unknown(
  { position }: WhereCondition,
  problem: string,
  allowed: readonly string[],
): PlatformError {
  const message = `character ${position + 1}: ${problem}; use ${allowed.join(', ')}`
  return new PlatformError('invalid_where', `The where expression cannot be used at ${message}`, {
    details: [{ path: 'where', message }],
  })
}
