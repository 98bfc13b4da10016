import type { AttemptRow, DeliveryRow } from './delivery-store.ts'
import type { NotificationView } from './notification-view.ts'
import type { InactiveReason, ShownStatus } from './subscription.ts'
import type { SubscriptionView } from './subscription-view.ts'

/** What became of a notification at one subscription. */
export interface DeliveryView {
  readonly notificationId: number
  readonly subscriptionId: number
  readonly status: ShownStatus
  readonly createdDate: string
  readonly updatedDate: string
  /** Made so far. */
  readonly tries: number
  readonly lastStatus?: number
  readonly lastFailure?: string
  /** Not before the callback's rest is over. */
  readonly nextTryDate?: string
  /** The callback rests: nothing is sent to it before. */
  readonly callbackRestsUntil?: string
  /** Why the callback is not served. */
  readonly callbackInactiveReason?: InactiveReason
  readonly notification?: NotificationView
  readonly subscription?: SubscriptionView
}

export function deliveryView(
  row: DeliveryRow,
  notification?: NotificationView,
  subscription?: SubscriptionView,
): DeliveryView {
  return {
    notificationId: row.notification_id,
    subscriptionId: row.subscription_id,
    status: row.status,
    createdDate: row.created_at.toISOString(),
    updatedDate: row.updated_at.toISOString(),
    tries: row.tries,
    ...(row.last_status === null ? {} : { lastStatus: row.last_status }),
    ...(row.last_failure === null ? {} : { lastFailure: row.last_failure }),
    ...(row.next_try_at === null ? {} : { nextTryDate: row.next_try_at.toISOString() }),
    ...(row.rests_until === null ? {} : { callbackRestsUntil: row.rests_until.toISOString() }),
    ...(row.inactive_reason === null ? {} : { callbackInactiveReason: row.inactive_reason }),
    ...(notification === undefined ? {} : { notification }),
    ...(subscription === undefined ? {} : { subscription }),
  }
}

export interface AttemptView {
  readonly number: number
  readonly date: string
  readonly durationMs: number
  readonly status?: number
  readonly failure?: string
  /** The first bytes of the answer as text, credentials masked. */
  readonly answer?: string
}

export function attemptView(row: AttemptRow): AttemptView {
  return {
    number: row.number,
    date: row.at.toISOString(),
    durationMs: Math.round(row.duration_ms * 10) / 10,
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.failure === null ? {} : { failure: row.failure }),
    ...(row.answer === null ? {} : { answer: row.answer.toString() }),
  }
}
