import { PlatformError } from '../../core/errors.ts'

/** The vendor's words for the state of the money; independent of the goods. */
export const paymentStatuses: readonly string[] = [
  'AWAITING_PAYMENT',
  'PAID',
  'CANCELLED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'INCOMPLETE',
  'CUSTOM_PAYMENT_STATUS_1',
  'CUSTOM_PAYMENT_STATUS_2',
  'CUSTOM_PAYMENT_STATUS_3',
]

/** The vendor's words for the state of the goods. */
export const fulfillmentStatuses: readonly string[] = [
  'AWAITING_PROCESSING',
  'PROCESSING',
  'SHIPPED',
  'DELIVERED',
  'WILL_NOT_DELIVER',
  'RETURNED',
  'READY_FOR_PICKUP',
  'OUT_FOR_DELIVERY',
  'CUSTOM_FULFILLMENT_STATUS_1',
  'CUSTOM_FULFILLMENT_STATUS_2',
  'CUSTOM_FULFILLMENT_STATUS_3',
]

/** Words of the legacy API, which today's API refuses. */
const oldWords: Readonly<Record<string, string>> = {
  QUEUED: 'AWAITING_PAYMENT',
  CHARGEABLE: 'AWAITING_PAYMENT',
  ACCEPTED: 'PAID',
  DECLINED: 'CANCELLED',
  NEW: 'AWAITING_PROCESSING',
}

/** Today's word for an old one, upper case; a word that is not old comes back as it is. */
export function statusOfToday(word: string): string {
  const upper = word.trim().toUpperCase()
  return oldWords[upper] ?? upper
}

/**
 * Splits the legacy API's mixed list into the two lists of today's API. An order is found when its payment status is
 * in the first list and its fulfilment status in the second; an empty list does not restrict.
 * @throws PlatformError `invalid_where` for a word that is in neither vocabulary
 */
export function splitStatuses(words: readonly string[]): {
  payment: readonly string[]
  fulfillment: readonly string[]
} {
  const payment = new Set<string>()
  const fulfillment = new Set<string>()
  for (const word of words) {
    const status = statusOfToday(word)
    if (paymentStatuses.includes(status)) payment.add(status)
    else if (fulfillmentStatuses.includes(status)) fulfillment.add(status)
    else {
      throw new PlatformError(
        'invalid_where',
        `statuses does not know '${word}'. It takes ${[...paymentStatuses, ...fulfillmentStatuses].join(', ')}.`,
        { details: [{ path: 'where', message: `'${word}' is no status` }] },
      )
    }
  }
  return { payment: [...payment], fulfillment: [...fulfillment] }
}
