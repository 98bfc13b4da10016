import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { accountSettings, ownSettings } from './account-settings.ts'
import { createNotification } from './create-notification.ts'
import { listAttempts, listDeliveries, listDeliveriesOf, readDelivery } from './deliveries.ts'
import { listNotifications } from './list-notifications.ts'
import {
  acknowledgeNotification,
  readNotification,
  readNotificationBody,
  removeNotification,
} from './one-notification.ts'
import { readFeed } from './read-feed.ts'
import { redeliverOne, redeliverRange, redeliverWhere } from './redeliver.ts'
import { sendMail } from './send-mail.ts'
import {
  disableSubscription,
  enableSubscription,
  readWebhookSecret,
  rotateWebhookSecret,
} from './subscription-state.ts'
import { testSubscription } from './test-subscription.ts'
import {
  changeSubscription,
  createSubscription,
  listSubscriptions,
  readSubscription,
  removeSubscription,
} from './subscriptions.ts'

const all = [
  createNotification,
  listNotifications,
  readFeed,
  readNotification,
  readNotificationBody,
  removeNotification,
  acknowledgeNotification,
  createSubscription,
  listSubscriptions,
  readSubscription,
  changeSubscription,
  removeSubscription,
  enableSubscription,
  disableSubscription,
  readWebhookSecret,
  rotateWebhookSecret,
  testSubscription,
  listDeliveries,
  listDeliveriesOf,
  readDelivery,
  listAttempts,
  redeliverOne,
  redeliverRange,
  redeliverWhere,
  sendMail,
  ownSettings,
  accountSettings,
]

/** What is told to customers, who wants it, and what became of it. */
export function registerNotificationRoutes(
  server: PlatformServer,
  notifications: Notifications,
): void {
  for (const register of all) register(server, notifications)
}
