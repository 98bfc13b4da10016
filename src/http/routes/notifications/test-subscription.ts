import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { DeliverySchema, mayChange, SubscriptionParams, tags } from './schemas.ts'

export function testSubscription(server: PlatformServer, notifications: Notifications): void {
  server.route({
    method: 'POST',
    url: '/notifications/subscriptions/:subscriptionId/test',
    config: { ...mayChange, idempotent: true },
    schema: {
      tags,
      summary: 'Send a test to one subscription',
      description:
        'A notification of the topic `test` that goes to this subscription alone, whatever it subscribed to. Answers its delivery. 409 when the subscription is not served.',
      params: SubscriptionParams,
      response: { 200: DeliverySchema },
    },
    async handler(request) {
      const { subscriptionId } = request.params
      const caller = callerOf(request)
      const notificationId = await notifications.sendTest(caller, subscriptionId)
      return notifications.deliveries.one(caller, notificationId, subscriptionId, true)
    },
  })
}
