import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import { askedPage, PageQuery } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { mayView, NotificationSchema, tags } from './schemas.ts'

export function readFeed(server: PlatformServer, notifications: Notifications): void {
  server.route({
    method: 'GET',
    url: '/notifications/feed',
    config: mayView,
    schema: {
      tags,
      summary: 'Pull notifications, one after the other',
      description:
        'The oldest first, whether or not they were delivered. Each answer has the cursor to go on with, also an empty one; whoever goes on from it misses nothing. A cursor older than what is kept is a 410.',
      querystring: Type.Object({
        cursor: Type.Optional(
          Type.String({
            maxLength: 200,
            description:
              'Of the answer before; absent to begin with the oldest, `now` to begin with what comes next',
          }),
        ),
        pageSize: PageQuery.pageSize,
        'topics[]': Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 })),
        'instanceIds[]': Type.Optional(
          Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 100 }),
        ),
      }),
      response: {
        200: Type.Object({
          notifications: Type.Array(NotificationSchema),
          cursor: Type.String(),
          more: Type.Boolean({ description: 'There are more already: ask again at once' }),
        }),
      },
    },
    handler(request) {
      const { query } = request
      return notifications.feed(callerOf(request), {
        cursor: query.cursor,
        pageSize: askedPage(query).pageSize,
        topics: query['topics[]'],
        instanceIds: query['instanceIds[]'],
      })
    },
  })
}
