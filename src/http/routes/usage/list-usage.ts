import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import { readUsagePage, writeUsagePage } from '../../../hub/usage-page.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { instant } from './instant.ts'
import { scopeOf } from './read-usage.ts'
import type { UsageRooms } from './routes.ts'
import { UsageSchema, usageView } from './usage-view.ts'

const week = 7 * 24 * 3600 * 1000
/** Most records of a page. */
const largestPage = 200
const texts = Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 100 }))

const querystring = Type.Object({
  hub: Type.Optional(Type.String({ maxLength: 500 })),
  'keys[]': texts,
  'tags[]': texts,
  'accountIds[]': Type.Optional(Type.Array(Type.Integer(), { maxItems: 100 })),
  'instanceIds[]': Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: 100,
      description: 'Only calls of these instances',
    }),
  ),
  status: Type.Optional(Type.String({ description: '`success` or `failed`, in any case' })),
  from: Type.Optional(Type.String({ description: 'ISO 8601; default a week ago' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601; default now' })),
  searchText: Type.Optional(Type.String({ maxLength: 200 })),
  pageOffset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  pageSize: Type.Optional(
    Type.Integer({ minimum: 1, default: 100, description: `At most ${largestPage} are given` }),
  ),
  nextPage: Type.Optional(Type.String({ maxLength: 500 })),
})

/** Records of hub calls, the newest first. 404 when there are none, as the old platform answers. */
export function listUsage(server: PlatformServer, rooms: UsageRooms): void {
  server.route({
    method: 'GET',
    url: '/usage',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'List records of hub calls',
      description: 'Records are kept for 30 days. An empty list is a 404.',
      querystring,
      response: { 200: Type.Array(UsageSchema) },
    },
    handler: async (request, reply) => {
      const { query } = request
      const size = Math.min(query.pageSize ?? 100, largestPage)
      const now = rooms.clock.now()
      await rooms.usage.flush()
      const found = await rooms.usageStore.list(scopeOf(request), {
        hub: query.hub,
        keys: query['keys[]'],
        tags: query['tags[]'],
        accountIds: query['accountIds[]'],
        instanceIds: query['instanceIds[]'],
        requestStatus: outcomeOf(query.status),
        from: instant(query.from, 'from') ?? new Date(now - week),
        to: instant(query.to, 'to') ?? new Date(now + 1000),
        searchText: query.searchText,
        after: query.nextPage === undefined ? undefined : readUsagePage(query.nextPage),
        offset: query.pageOffset ?? 0,
        limit: size + 1,
      })
      if (found.length === 0) throw new PlatformError('nothing_found', 'No usage found')
      const page = found.slice(0, size)
      const last = page.at(-1)
      if (found.length > size && last !== undefined) {
        reply.header('elements-next-page-token', writeUsagePage(last))
      }
      if (query.pageSize !== undefined && query.pageSize > size) {
        reply.header(
          'elements-error',
          `pageSize ${query.pageSize} is above the maximum; ${size} was used`,
        )
      }
      reply.header('elements-returned-count', String(page.length))
      return page.map((record) => usageView(record, rooms.connectorName))
    },
  })
}

/** Throws 400 for another word. */
export function outcomeOf(text: string | undefined): 'SUCCESS' | 'FAILED' | undefined {
  const word = text?.toUpperCase()
  if (word === undefined || word === 'SUCCESS' || word === 'FAILED') return word
  const message = "'status' must be success or failed"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'status', message }] })
}
