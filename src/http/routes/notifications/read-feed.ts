import { Type } from 'typebox'
import { mostWaiting } from '../../../notifications/feed-waiting.ts'
import type { Notifications } from '../../../notifications/notifications.ts'
import { askedPage, noteOversize, PageQuery } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { mayView, NotificationSchema, tags } from './schemas.ts'

/** Seconds; proxies and clients give up on what is silent for a minute. */
const longestWaitS = 30

export function readFeed(server: PlatformServer, { feed }: Notifications): void {
  let isStopping = false
  server.addHook('preClose', (done) => {
    isStopping = true
    feed.endWaiting()
    done()
  })
  server.route({
    method: 'GET',
    url: '/notifications/feed',
    config: mayView,
    schema: {
      tags,
      summary: 'Pull notifications, one after the other',
      description:
        'The oldest first, whether or not they were delivered. Each answer has the cursor to go on with, also an empty one; whoever goes on from it misses nothing. A cursor older than what is kept is a 410. `wait` spares asking again and again: the answer comes as soon as there is something.',
      querystring: Type.Object({
        cursor: Type.Optional(
          Type.String({
            maxLength: 200,
            description:
              'Of the answer before; absent to begin with the oldest, `now` to begin with what comes next',
          }),
        ),
        pageSize: PageQuery.pageSize,
        wait: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: longestWaitS,
            default: 0,
            description: `Seconds to wait while there is nothing; ${mostWaiting} requests of an organization may wait at a time, others are a 429`,
          }),
        ),
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
    async handler(request, reply) {
      const { query, signal } = request
      const { wait = 0 } = query
      const answer = await feed.read(
        callerOf(request),
        {
          cursor: query.cursor,
          pageSize: askedPage(query).pageSize,
          topics: query['topics[]'],
          instanceIds: query['instanceIds[]'],
        },
        wait === 0 ? undefined : { waitMs: wait * 1000, signal },
      )
      noteOversize(reply, query.pageSize)
      // The server waits for connections that stay open behind an answer.
      if (isStopping) reply.header('connection', 'close')
      return answer
    },
  })
}
