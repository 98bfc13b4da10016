/** Where notifications go, and how that goes. */
import type { DeliveryTable } from '../storage/notification-tables.ts'

export const channels = ['webhook', 'email', 'sms', 'push'] as const
export type Channel = (typeof channels)[number]
export const deliveryStatuses = ['created', 'retry', 'delivered', 'queued'] as const
export type DeliveryStatus = DeliveryTable['status']
/** cancelled: the subscription was removed before it took it. */
export const shownStatuses = [...deliveryStatuses, 'cancelled'] as const
export type ShownStatus = (typeof shownStatuses)[number]

/**
 * Why a subscription is not served:
 * - `no_callback_url`, `events_disabled`: its instance's configuration has none; what is told meanwhile waits for it
 * - `gone`: its address answered 410; `failures`: the last try of a schedule failed
 * - `disabled`: somebody switched it off
 * - `not_served`: its channel is one that Hubwright keeps for pull alone
 *
 * After the last four, what was told meanwhile is kept until somebody asks for it.
 */
export const inactiveReasons = [
  'no_callback_url',
  'events_disabled',
  'gone',
  'failures',
  'disabled',
  'not_served',
] as const
export type InactiveReason = (typeof inactiveReasons)[number]

/** What is told meanwhile goes out by itself when the configuration allows it again. */
export const waitingReasons = ['no_callback_url', 'events_disabled'] as const

/** The account setting that says what becomes of a delivery that failed: `retry` or `queue`. */
export const failurePolicyKey = 'notification.webhook.failure.policy'
