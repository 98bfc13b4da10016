import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { rangeOf } from './analytics-range.ts'
import { scopeOf } from './read-usage.ts'
import type { UsageRooms } from './routes.ts'

const mostInstances = 200
const dayMs = 24 * 3600 * 1000

const querystring = Type.Object({
  'instanceIds[]': Type.Array(Type.Integer({ minimum: 1 }), {
    minItems: 1,
    maxItems: mostInstances,
    description: `Ids of instances, at most ${mostInstances}`,
  }),
  from: Type.Optional(Type.String({ description: 'ISO 8601; default a day before `to`' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601; default now' })),
})

const Health = Type.Object({
  instanceId: Type.Integer(),
  count: Type.Integer({ description: 'Hub calls' }),
  failed: Type.Integer({ description: 'Those that were answered with a status of 400 or above' }),
  lastCallDate: Type.String({ description: 'ISO 8601' }),
  lastStatus: Type.Integer({ description: 'HTTP status of the last answer' }),
})

/** How each of some instances does: what its last call came to, and how many failed. Ours. */
export function instanceHealth(server: PlatformServer, rooms: UsageRooms): void {
  server.route({
    method: 'GET',
    url: '/usage/analytics/health/element-instances',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Tell how the calls of instances went',
      description:
        'By default of the last day. Instances without a call in this time are left out; an empty list when none had one.',
      querystring,
      response: { 200: Type.Array(Health) },
    },
    handler: async (request) => {
      const now = rooms.clock.now()
      const { 'instanceIds[]': ids, ...times } = request.query
      const range = rangeOf(times, now, dayMs)
      await rooms.usage.flush()
      const found = await rooms.usageAnalytics.healthOf(scopeOf(request), range, ids)
      return found.map(({ lastAt, ...figures }) => ({
        ...figures,
        lastCallDate: lastAt.toISOString(),
      }))
    },
  })
}
