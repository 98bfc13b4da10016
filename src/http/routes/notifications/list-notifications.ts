import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import { askedPage, countedWords, PageQuery, shownPage } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { instants } from '../usage/instant.ts'
import { from, kind, mayView, NotificationSchema, status, tags, to } from './schemas.ts'

export function listNotifications(server: PlatformServer, { records }: Notifications): void {
  server.route({
    method: 'GET',
    url: '/notifications',
    config: mayView,
    schema: {
      tags,
      summary: 'List notifications',
      description: `The newest first; an empty list when none fits. \`topics[]\` or another filter is needed. Notifications are kept for seven days. A page holds 16 MB of them, or one. ${countedWords}`,
      querystring: Type.Object({
        'topics[]': Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 })),
        instanceId: Type.Optional(Type.Integer({ minimum: 1 })),
        kind: Type.Optional(kind),
        status: Type.Optional(status),
        from,
        to,
        ...PageQuery,
      }),
      response: { 200: Type.Array(NotificationSchema) },
    },
    async handler(request, reply) {
      const { query } = request
      const page = await records.list(
        callerOf(request),
        {
          topics: query['topics[]'],
          instanceId: query.instanceId,
          kind: query.kind,
          status: query.status,
          ...instants(query),
        },
        askedPage(query),
      )
      return shownPage(reply, query, page)
    },
  })
}
