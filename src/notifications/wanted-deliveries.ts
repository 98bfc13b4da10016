/** Which deliveries a `where` speaks of. Pure. */
import { matchesWhere } from '../core/match-where.ts'
import { parseWhere } from '../core/parse-ceql.ts'
import type { SubscriptionFacts } from './delivery-store.ts'
import { deliveryStatuses, type DeliveryStatus } from './subscription.ts'

/**
 * Pairs of subscription and status that fit: everything a `where` may name is one of the subscription's or the status.
 * `notified` is an old word for `delivered`. Throws invalid_where.
 */
export function wantedDeliveries(
  where: string | undefined,
  subscriptions: readonly SubscriptionFacts[],
): { subscriptionId: number; status: DeliveryStatus }[] {
  const expression = where === undefined ? undefined : parseWhere(where)
  const fits = (subscription: SubscriptionFacts, status: string) =>
    expression === undefined ||
    matchesWhere(expression, (name) => attributeOf(subscription, status, name))
  return subscriptions.flatMap((subscription) =>
    deliveryStatuses
      .filter(
        (status) =>
          fits(subscription, status) || (status === 'delivered' && fits(subscription, 'notified')),
      )
      .map((status) => ({ subscriptionId: subscription.id, status })),
  )
}

function attributeOf(
  { id, channel, destination }: SubscriptionFacts,
  status: string,
  name: string,
): string | number | undefined {
  switch (name) {
    case 'channel': {
      return channel
    }
    case 'status': {
      return status
    }
    case 'config.url':
    case 'config.email': {
      return destination
    }
    case 'subscriptionId': {
      return id
    }
    default: {
      return undefined
    }
  }
}
