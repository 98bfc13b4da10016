import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { mayChange, mayView, NotificationParams, NotificationSchema, tags } from './schemas.ts'

const url = '/notifications/:notificationId'

export function readNotification(server: PlatformServer, { records }: Notifications): void {
  server.route({
    method: 'GET',
    url,
    config: mayView,
    schema: {
      tags,
      summary: 'Read a notification',
      params: NotificationParams,
      response: { 200: NotificationSchema },
    },
    handler: (request) => records.get(callerOf(request), request.params.notificationId),
  })
}

export function readNotificationBody(server: PlatformServer, { records }: Notifications): void {
  server.route({
    method: 'GET',
    url: `${url}/body`,
    config: mayView,
    schema: {
      tags,
      summary: 'Read a notification as it is sent',
      description: 'Byte for byte, so that signatures of it can be checked.',
      params: NotificationParams,
      response: { 200: Type.Unknown() },
    },
    async handler(request, reply) {
      const body = await records.bodyOf(callerOf(request), request.params.notificationId)
      return reply.type('application/json; charset=utf-8').send(body)
    },
  })
}

export function removeNotification(server: PlatformServer, { records }: Notifications): void {
  server.route({
    method: 'DELETE',
    url,
    config: mayChange,
    schema: {
      tags,
      summary: 'Remove a notification and what is still to be delivered of it',
      params: NotificationParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await records.remove(callerOf(request), request.params.notificationId)
      return emptyAnswer(reply)
    },
  })
}

export function acknowledgeNotification(server: PlatformServer, { records }: Notifications): void {
  server.route({
    method: 'PUT',
    url: `${url}/acknowledge`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Acknowledge a notification',
      description: 'The body does not matter.',
      params: NotificationParams,
      response: { 200: NotificationSchema },
    },
    handler: (request) => records.acknowledge(callerOf(request), request.params.notificationId),
  })
}
