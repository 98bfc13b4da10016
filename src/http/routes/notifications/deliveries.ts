import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import { askedPage, countedWords, PageQuery, shownPage } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { instants } from '../usage/instant.ts'
import {
  DeliveryParams,
  DeliverySchema,
  from,
  hydrate,
  kind,
  mayView,
  NotificationParams,
  tags,
  to,
  where,
} from './schemas.ts'

const Hydrate = Type.Object({ hydrate })

export function readDelivery(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'GET',
    url: '/notifications/:notificationId/subscriptions/:subscriptionId/deliveries',
    config: mayView,
    schema: {
      tags,
      summary: 'See what became of a notification at one subscription',
      params: DeliveryParams,
      querystring: Hydrate,
      response: { 200: DeliverySchema },
    },
    handler(request) {
      const { notificationId, subscriptionId } = request.params
      const hydrated = request.query.hydrate ?? false
      return deliveries.one(callerOf(request), notificationId, subscriptionId, hydrated)
    },
  })
}

export function listDeliveriesOf(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'GET',
    url: '/notifications/:notificationId/subscriptions/deliveries',
    config: mayView,
    schema: {
      tags,
      summary: 'See what became of a notification at all its subscriptions',
      params: NotificationParams,
      querystring: Hydrate,
      response: { 200: Type.Array(DeliverySchema) },
    },
    handler: (request) =>
      deliveries.ofNotification(
        callerOf(request),
        request.params.notificationId,
        request.query.hydrate ?? false,
      ),
  })
}

export function listDeliveries(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'GET',
    url: '/notifications/subscriptions/deliveries',
    config: mayView,
    schema: {
      tags,
      summary: 'List deliveries',
      description: `The newest first; an empty list when none fits. ${countedWords}`,
      querystring: Type.Object({
        hydrate,
        where,
        from,
        to,
        accountId: Type.Optional(Type.Integer({ minimum: 1, description: 'Of the subscription' })),
        instanceId: Type.Optional(Type.Integer({ minimum: 1, description: 'Of the notification' })),
        kind: Type.Optional(kind),
        ...PageQuery,
      }),
      response: { 200: Type.Array(DeliverySchema) },
    },
    async handler(request, reply) {
      const { query } = request
      const page = await deliveries.list(
        callerOf(request),
        {
          where: query.where,
          ...instants(query),
          accountId: query.accountId,
          instanceId: query.instanceId,
          kind: query.kind,
          hydrate: query.hydrate ?? false,
        },
        askedPage(query),
      )
      return shownPage(reply, query, page)
    },
  })
}

export function listAttempts(server: PlatformServer, { deliveries }: Notifications): void {
  server.route({
    method: 'GET',
    url: '/notifications/:notificationId/subscriptions/:subscriptionId/deliveries/attempts',
    config: mayView,
    schema: {
      tags,
      summary: 'List the tries of a delivery',
      description: 'The newest first, 200 at most.',
      params: DeliveryParams,
      response: {
        200: Type.Array(
          Type.Object({
            number: Type.Integer(),
            date: Type.String(),
            durationMs: Type.Number(),
            status: Type.Optional(Type.Integer({ description: 'What was answered' })),
            failure: Type.Optional(
              Type.String({ description: 'Why it failed, such as refused, timeout or connect' }),
            ),
            answer: Type.Optional(
              Type.String({ description: 'The first 16 KB, credentials masked' }),
            ),
          }),
        ),
      },
    },
    handler(request) {
      const { notificationId, subscriptionId } = request.params
      return deliveries.attempts(callerOf(request), notificationId, subscriptionId)
    },
  })
}
