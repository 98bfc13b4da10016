import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { FilteredRangeQuery, filtersOf, RangeQuery, rangeOf } from './analytics-range.ts'
import { scopeOf } from './read-usage.ts'
import type { UsageRooms } from './routes.ts'

const mostInstances = 200

const InstanceUsage = Type.Object({
  instanceId: Type.Integer(),
  instanceName: Type.String(),
  elementKey: Type.String(),
  elementName: Type.String(),
  accountId: Type.Integer(),
  count: Type.Integer({ description: 'Hub calls' }),
  failed: Type.Integer({ description: 'Those that were answered with a status of 400 or above' }),
})
const CreatedCount = Type.Object({ instancesCreatedCount: Type.Integer() })

/** Which instances were called most. */
export function instanceActivity(server: PlatformServer, rooms: UsageRooms): void {
  server.route({
    method: 'GET',
    url: '/usage/analytics/activity/element-instances',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count hub calls by instance',
      description: `The ${mostInstances} busiest instances, the busiest first; an empty list when there was no call.`,
      querystring: FilteredRangeQuery,
      response: { 200: Type.Object({ usage: Type.Array(InstanceUsage) }) },
    },
    handler: async (request) => {
      const range = { ...rangeOf(request.query, rooms.clock.now()), ...filtersOf(request.query) }
      await rooms.usage.flush()
      const found = await rooms.usageAnalytics.callsByInstance(
        scopeOf(request),
        range,
        mostInstances,
      )
      return {
        usage: found.map(({ connectorKey, ...figures }) => ({
          ...figures,
          elementKey: connectorKey,
          elementName: rooms.connectorName(connectorKey) ?? connectorKey,
        })),
      }
    },
  })
}

/** How many instances were made. */
export function instancesCreated(server: PlatformServer, rooms: UsageRooms): void {
  server.route({
    method: 'GET',
    url: '/usage/analytics/activity/element-instances/created-count',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count the instances made in a time',
      description: 'Instances that were deleted since are not counted.',
      querystring: RangeQuery,
      response: { 200: CreatedCount },
    },
    handler: async (request) => {
      const { from, to } = rangeOf(request.query, rooms.clock.now())
      return {
        instancesCreatedCount: await rooms.instances.countCreated(callerOf(request), from, to),
      }
    },
  })
}

/** The same two questions about formulas, of which this server has none yet: clients that ask get the empty answers. */
export function formulaInstanceActivity(server: PlatformServer, rooms: UsageRooms): void {
  const description =
    'This version runs no formulas, so there is nothing to count; the answer is the one of a server without any.'
  server.route({
    method: 'GET',
    url: '/usage/analytics/activity/formula-instances',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count executions by formula instance',
      description,
      querystring: RangeQuery,
      response: { 200: Type.Object({ usage: Type.Array(Type.Unknown()) }) },
    },
    handler: async (request) => {
      rangeOf(request.query, rooms.clock.now())
      return { usage: [] }
    },
  })
  server.route({
    method: 'GET',
    url: '/usage/analytics/activity/formula-instances/created-count',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count the formula instances made in a time',
      description,
      querystring: RangeQuery,
      response: { 200: CreatedCount },
    },
    handler: async (request) => {
      rangeOf(request.query, rooms.clock.now())
      return { instancesCreatedCount: 0 }
    },
  })
}
