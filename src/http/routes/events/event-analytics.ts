import type { FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { mostPoints, pointsIn, type AnalyticsInterval } from '../../../core/analytics-interval.ts'
import { PlatformError } from '../../../core/errors.ts'
import type { EventScope } from '../../../events/log/event-log-store.ts'
import type { EventRange, GroupCount } from '../../../events/log/event-analytics-store.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { rangeOf } from '../usage/analytics-range.ts'
import { eventScopeOf } from './event-scope.ts'
import { askedPage, PageQuery, shownPage } from './page-of-events.ts'
import type { EventRooms } from './routes.ts'

const intervals = ['minute', 'hour', 'day', 'week', 'month'] as const

const RangeQuery = {
  from: Type.Optional(Type.String({ description: 'ISO 8601; default a week ago' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601; default now' })),
  interval: Type.Optional(
    Type.String({ maxLength: 20, description: `One of ${intervals.join(', ')}; default day` }),
  ),
}
const querystring = Type.Object({
  ...RangeQuery,
  'accountIds[]': Type.Optional(Type.Array(Type.Integer(), { maxItems: 100 })),
})

const Timestamp = Type.String({ description: 'Beginning of the step, ISO 8601' })
const Count = Type.Integer()
const config = { access: 'optional', privilege: 'viewElements' } as const
const description =
  'Steps are in UTC; both ends are included, and steps without an event. By the time of arrival. `failed` are events whose processing was given up.'

export function eventAnalytics(server: PlatformServer, rooms: EventRooms): void {
  const shape = Type.Object({ count: Count, timestamp: Timestamp })
  server.route({
    method: 'GET',
    url: '/instances/events/analytics',
    config,
    schema: {
      tags: ['events'],
      summary: 'Count events over time',
      description,
      querystring,
      response: { 200: Type.Array(shape) },
    },
    handler: async (request) => {
      const { scope, range, interval } = await question(rooms, request, request.query)
      const found = await rooms.eventLog.analytics.counts(scope, range, interval)
      return found.map(({ count, at }) => ({ count, timestamp: at.toISOString() }))
    },
  })
}

export function accountEventAnalytics(server: PlatformServer, rooms: EventRooms): void {
  groupedAnalytics(server, rooms, 'account', 'accountId')
}

export function instanceEventAnalytics(server: PlatformServer, rooms: EventRooms): void {
  groupedAnalytics(server, rooms, 'instance', 'instanceId')
}

function groupedAnalytics(
  server: PlatformServer,
  rooms: EventRooms,
  group: 'account' | 'instance',
  name: 'accountId' | 'instanceId',
): void {
  const figures = Type.Object({
    accountId: Type.Optional(Type.Integer()),
    instanceId: Type.Optional(Type.Integer()),
    count: Count,
    success: Count,
    failed: Count,
  })
  const shape = Type.Object({ records: Type.Array(figures), total: Count, timestamp: Timestamp })
  server.route({
    method: 'GET',
    url: `/instances/events/analytics/${group}s`,
    config,
    schema: {
      tags: ['events'],
      summary: `Count events over time by ${group}`,
      description,
      querystring,
      response: { 200: Type.Array(shape) },
    },
    handler: async (request) => {
      const { scope, range, interval } = await question(rooms, request, request.query)
      const [steps, counts] = await Promise.all([
        rooms.eventLog.analytics.counts(scope, range, interval),
        rooms.eventLog.analytics.countsBy(group, scope, range, interval),
      ])
      const byStep = new Map<number, GroupCount[]>()
      for (const one of counts) {
        const step = one.at.getTime()
        byStep.set(step, [...(byStep.get(step) ?? []), one])
      }
      return steps.map(({ at, count: total }) => ({
        records: (byStep.get(at.getTime()) ?? []).map((one) => ({
          [name]: one.id,
          ...figuresOf(one),
        })),
        total,
        timestamp: at.toISOString(),
      }))
    },
  })
}

function figuresOf({ count, failed }: GroupCount) {
  return { count, success: count - failed, failed }
}

/** What became of events at their destinations; formulas will add what they did. */
export function eventDispositions(server: PlatformServer, rooms: EventRooms): void {
  const shape = Type.Object({
    eventId: Type.String(),
    elementInstanceId: Type.Integer(),
    notificationData: Type.Array(Type.Object({ message: Type.String() })),
  })
  server.route({
    method: 'GET',
    url: '/instances/events/dispositions',
    config,
    schema: {
      tags: ['events'],
      summary: 'List events that could not be delivered at once',
      description:
        'The newest first. `interval` is taken and has no effect, as on the old platform.',
      querystring: Type.Object({ ...RangeQuery, ...PageQuery }),
      response: { 200: Type.Array(shape) },
    },
    handler: async (request, reply) => {
      const { scope, range } = await question(rooms, request, request.query)
      const asked = askedPage(request.query)
      const found = await rooms.eventLog.analytics.dispositions(scope, range, asked)
      return shownPage(reply, found, asked.limit, ({ eventId }) => eventId).map(
        ({ eventId, instanceId, failures }) => ({
          eventId: String(eventId),
          elementInstanceId: instanceId,
          notificationData: failures.map(({ destination, failure }) => ({
            message: `Error delivering event ${eventId} to ${hostOf(destination)}: ${failure}`,
          })),
        }),
      )
    },
  })
}

/** Addresses may carry secrets in path and query. */
function hostOf(destination: string): string {
  return URL.canParse(destination) ? new URL(destination).host : 'its destination'
}

/** Throws 400 for a range or interval that cannot be, 403 for an account that is not the caller's to see. */
async function question(
  { eventLog: { analytics: store }, clock }: EventRooms,
  request: FastifyRequest,
  query: Static<typeof querystring>,
): Promise<{ scope: EventScope; range: EventRange; interval: AnalyticsInterval }> {
  const scope = eventScopeOf(request)
  const accountIds = query['accountIds[]']
  const { from, to } = rangeOf(query, clock.now())
  const interval = intervalNamed(query.interval ?? 'day')
  if (pointsIn(to.getTime() - from.getTime(), interval) > mostPoints) {
    throw refused(
      'interval',
      `'interval' ${interval} gives more than ${mostPoints} steps; take a longer one`,
    )
  }
  if (accountIds !== undefined) {
    const isForeign =
      scope.accountId !== undefined && accountIds.some((id) => id !== scope.accountId)
    if (isForeign || (await store.foreignAccounts(scope.organizationId, accountIds)).length > 0) {
      throw new PlatformError(
        'forbidden',
        'One of the accounts in accountIds[] is not yours to see',
      )
    }
  }
  return { scope, range: { from, to, accountIds }, interval }
}

function intervalNamed(text: string): (typeof intervals)[number] {
  const found = intervals.find((interval) => interval === text.toLowerCase())
  if (found !== undefined) return found
  throw refused('interval', `'interval' must be one of ${intervals.join(', ')}`)
}

function refused(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path, message }] })
}
