import type { FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { mostPoints, pointsIn, type AnalyticsInterval } from '../../../core/analytics-interval.ts'
import { PlatformError } from '../../../core/errors.ts'
import { readPageToken, writePageToken } from '../../../core/page-token.ts'
import type { EventScope } from '../../../events/log/event-log-store.ts'
import type { DispositionPlace } from '../../../events/log/dispositions-store.ts'
import type { EventRange, GroupCount } from '../../../events/log/event-analytics-store.ts'
import { viewPage } from '../../../storage/list-store.ts'
import { askedPage, countedWords, PageQuery, shownPage } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { rangeOf } from '../usage/analytics-range.ts'
import { eventScopeOf } from './event-scope.ts'
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
      const counts = await rooms.eventLog.analytics.countsBy(group, scope, range, interval)
      const steps = new Map<number, GroupCount[]>()
      for (const one of counts) {
        const step = steps.get(one.at.getTime())
        if (step === undefined) steps.set(one.at.getTime(), [one])
        else step.push(one)
      }
      return [...steps].map(([at, ones]) => ({
        records: ones.flatMap((one) =>
          one.id === null ? [] : [{ [name]: one.id, ...figuresOf(one) }],
        ),
        total: ones.reduce((sum, { count }) => sum + count, 0),
        timestamp: new Date(at).toISOString(),
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
      description: `The one that was told last at first; \`from\` and \`to\` are of the time at which events were told. \`interval\` is taken and has no effect, as on the old platform. ${countedWords}`,
      querystring: Type.Object({ ...RangeQuery, ...PageQuery }),
      response: { 200: Type.Array(shape) },
    },
    handler: async (request, reply) => {
      const { scope, range } = await question(rooms, request, request.query)
      const asked = askedPage(request.query)
      const after = placeIn(asked.nextPage)
      const { analytics } = rooms.eventLog
      const found = await analytics.dispositions(scope, range, { ...asked, after })
      const views = found.rows.map(({ eventId, instanceId, failures }) => ({
        eventId: String(eventId),
        elementInstanceId: instanceId,
        notificationData: failures.map(({ destination, failure }) => ({
          message: `Error delivering event ${eventId} to ${hostOf(destination)}: ${failure}`,
        })),
      }))
      const page = viewPage(found, views, ({ place }) =>
        writePageToken(place.toldAtUs, place.notificationId),
      )
      return shownPage(reply, request.query, page)
    },
  })
}

function placeIn(token: string | undefined): DispositionPlace | undefined {
  if (token === undefined) return undefined
  const [toldAtUs, notificationId] = readPageToken(token, /^(\d{1,16}) (\d{1,15})$/).map(Number)
  return { toldAtUs: toldAtUs ?? 0, notificationId: notificationId ?? 0 }
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
