import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { instants } from '../usage/instant.ts'
import {
  DeliveryParams,
  DeliverySchema,
  from,
  goOn,
  mayChange,
  RedeliveredSchema,
  status,
  SubscriptionParams,
  tags,
  to,
  where,
} from './schemas.ts'

export function redeliverOne(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'PUT',
    url: '/notifications/:notificationId/subscriptions/:subscriptionId/deliveries',
    config: mayChange,
    schema: {
      tags,
      summary: 'Send a notification again, now',
      description:
        'With the same id and body; a try that waits is replaced. 409 when the subscription is not served.',
      params: DeliveryParams,
      response: { 200: DeliverySchema },
    },
    handler(request) {
      const { notificationId, subscriptionId } = request.params
      return deliveries.redeliver(callerOf(request), notificationId, subscriptionId)
    },
  })
}

export function redeliverRange(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'PUT',
    url: '/notifications/subscriptions/:subscriptionId/deliveries',
    config: mayChange,
    schema: {
      tags,
      summary: 'Send the notifications of a time again',
      description:
        'The oldest first, 20,000 with one request. While `more` is true, send the same request with `nextPage` of the answer: each is sent again once, and what is told meanwhile is not among them.',
      params: SubscriptionParams,
      querystring: Type.Object({ from, to, status: Type.Optional(status), nextPage: goOn }),
      response: { 200: RedeliveredSchema },
    },
    handler(request) {
      const { query, params } = request
      return deliveries.redeliverRange(callerOf(request), params.subscriptionId, {
        ...instants(query),
        status: query.status ?? 'queued',
        nextPage: query.nextPage,
      })
    },
  })
}

export function redeliverWhere(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'PUT',
    url: '/notifications/subscriptions/deliveries',
    config: mayChange,
    schema: {
      tags,
      summary: 'Serve callbacks again that were given up, and send what they did not take',
      description:
        'What was delivered is not sent again, and what somebody switched off stays off. 20,000 deliveries with one request; while `more` is true, send the same one with `nextPage` of the answer.',
      querystring: Type.Object({ where, nextPage: goOn }),
      response: { 200: RedeliveredSchema },
    },
    handler: (request) => deliveries.redeliverWhere(callerOf(request), request.query),
  })
}
