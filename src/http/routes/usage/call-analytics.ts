import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { CallFigures, ConnectorFigures } from '../../../hub/usage-analytics-store.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { AnalyticsQuery, steppedRange } from './analytics-range.ts'
import { scopeOf } from './read-usage.ts'
import type { UsageRooms } from './routes.ts'

const description =
  'Steps are in UTC and named by their beginning; those without a call are left out. When there is no call at all the answer is a 404. Records are kept for 30 days.'

const Timestamp = Type.String({ description: 'Beginning of the step, ISO 8601' })
const Count = Type.Integer()

/** How many calls, when. */
export function callActivity(server: PlatformServer, rooms: UsageRooms): void {
  const shape = Type.Object({ count: Count, timestamp: Timestamp })
  server.route({
    method: 'GET',
    url: '/usage/analytics/activity',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count hub calls over time',
      description,
      querystring: AnalyticsQuery,
      response: { 200: Type.Array(shape) },
    },
    handler: async (request) =>
      (await figures(rooms, request)).map((one) => ({
        count: one.count,
        timestamp: one.at.toISOString(),
      })),
  })
}

/** How many went well. */
export function callStatuses(server: PlatformServer, rooms: UsageRooms): void {
  const shape = Type.Object({ count: Count, success: Count, failed: Count, timestamp: Timestamp })
  server.route({
    method: 'GET',
    url: '/usage/analytics/statuses',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count hub calls that went well and that failed, over time',
      description,
      querystring: AnalyticsQuery,
      response: { 200: Type.Array(shape) },
    },
    handler: async (request) =>
      (await figures(rooms, request)).map(({ count, failed, at }) => ({
        count,
        success: count - failed,
        failed,
        timestamp: at.toISOString(),
      })),
  })
}

/** How long they took. */
export function callTimes(server: PlatformServer, rooms: UsageRooms): void {
  const Duration = Type.Number({ description: 'Milliseconds' })
  const shape = Type.Object({
    avg: Duration,
    min: Duration,
    max: Duration,
    p50: Type.Number({ description: 'Milliseconds within which half of the calls ended' }),
    p95: Type.Number({ description: 'Milliseconds within which 95 of 100 calls ended' }),
    count: Count,
    timestamp: Timestamp,
  })
  server.route({
    method: 'GET',
    url: '/usage/analytics/times',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Tell how long hub calls took, over time',
      description,
      querystring: AnalyticsQuery,
      response: { 200: Type.Array(shape) },
    },
    async handler(request) {
      const found = await figures(rooms, request)
      const { range, interval } = steppedRange(request.query, rooms.clock.now())
      const percentiles = await rooms.usageAnalytics.percentiles(scopeOf(request), range, interval)
      const percentilesAt = new Map(percentiles.map((one) => [one.at.getTime(), one]))
      return found.map((one) => ({
        avg: one.averageMs,
        min: one.shortestMs,
        max: one.longestMs,
        // A call that was recorded between the two questions counts with the average only.
        p50: percentilesAt.get(one.at.getTime())?.p50Ms ?? one.averageMs,
        p95: percentilesAt.get(one.at.getTime())?.p95Ms ?? one.longestMs,
        count: one.count,
        timestamp: one.at.toISOString(),
      }))
    },
  })
}

/** How many calls each connector had. */
export function connectorActivity(server: PlatformServer, rooms: UsageRooms): void {
  server.route({
    method: 'GET',
    url: '/usage/analytics/activity/elements',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Count hub calls by connector over time',
      description: `Besides \`count\`, the number of all calls, a step has a member for each connector, named by its key. ${description}`,
      querystring: AnalyticsQuery,
      response: {
        200: Type.Array(
          Type.Object({ count: Count, timestamp: Timestamp }, { additionalProperties: Count }),
        ),
      },
    },
    handler: async (request) => {
      const { range, interval } = steppedRange(request.query, rooms.clock.now())
      await rooms.usage.flush()
      const { usageAnalytics } = rooms
      return byStep(found(await usageAnalytics.callsByConnector(scopeOf(request), range, interval)))
    },
  })
}

async function figures(
  rooms: UsageRooms,
  request: Parameters<typeof scopeOf>[0] & { query: unknown },
): Promise<CallFigures[]> {
  const query = request.query as Parameters<typeof steppedRange>[0]
  const { range, interval } = steppedRange(query, rooms.clock.now())
  await rooms.usage.flush()
  return found(await rooms.usageAnalytics.calls(scopeOf(request), range, interval))
}

/** The old platform answers empty lists of this kind with a 404. */
function found<T>(list: T[]): T[] {
  if (list.length > 0) return list
  throw new PlatformError('nothing_found', 'No usage found')
}

type Step = { count: number; timestamp: string } & Record<string, number | string>

function byStep(figuresOfConnectors: readonly ConnectorFigures[]): Step[] {
  const steps = new Map<string, [string, number][]>()
  for (const { at, connectorKey, count } of figuresOfConnectors) {
    const timestamp = at.toISOString()
    const parts = steps.get(timestamp) ?? []
    parts.push([connectorKey, count])
    steps.set(timestamp, parts)
  }
  return [...steps].map(([timestamp, parts]) => ({
    // First, so that a connector with one of our two names does not hide it.
    ...Object.fromEntries(parts),
    count: parts.reduce((sum, [, count]) => sum + count, 0),
    timestamp,
  }))
}
