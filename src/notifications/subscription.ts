/** Where notifications go, and how that goes. */
import type { DeliveryTable, SubscriptionTable } from '../storage/notification-tables.ts'

export type Channel = SubscriptionTable['channel']
export type DeliveryStatus = DeliveryTable['status']
export const deliveryStatuses = ['created', 'retry', 'delivered', 'queued'] as const

/**
 * Why a subscription is not served:
 * - `no_callback_url`, `events_disabled`: its instance's configuration has none; what is told meanwhile waits for it
 * - `gone`: its address answered 410; `failures`: the last try of a schedule failed
 * - `disabled`: somebody switched it off
 *
 * After the last three, what was told meanwhile is kept until somebody asks for it.
 */
export type InactiveReason = 'no_callback_url' | 'events_disabled' | 'gone' | 'failures' | 'disabled'

/** What is told meanwhile goes out by itself when the configuration allows it again. */
export const waitingReasons = ['no_callback_url', 'events_disabled'] as const

/** The account setting that says what becomes of a delivery that failed: `retry` or `queue`. */
export const failurePolicyKey = 'notification.webhook.failure.policy'
