/** The whole program as one object: the rooms, and the server whose routes lead to them. */
import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from './core/clock.ts'
import { toError } from './core/errors.ts'
import type { Hub } from './hub/hub.ts'
import type { KnownRoute } from './http/allowed-methods.ts'
import { createAuthenticator } from './http/authenticate.ts'
import { basePath } from './http/hub-paths.ts'
import { openConsoleBuild, type ConsoleBuild } from './http/console-build.ts'
import { addIdempotency } from './http/idempotency.ts'
import { createMetrics } from './http/metrics.ts'
import { addOpenapi } from './http/openapi.ts'
import type { PlatformServer } from './http/platform-server.ts'
import { registerAuditRoutes } from './http/routes/audit/routes.ts'
import { registerAdministrationRoutes } from './http/routes/administration/routes.ts'
import { registerAccountRoutes } from './http/routes/accounts/routes.ts'
import { registerConnectSessionRoutes } from './http/routes/connect-sessions/routes.ts'
import { registerConnectRoutes, registerWidgetRoutes } from './http/routes/connect/routes.ts'
import { registerEventsInRoutes } from './http/routes/events-in/routes.ts'
import { registerElementRoutes } from './http/routes/elements/routes.ts'
import { registerEventSourceRoutes } from './http/routes/event-sources/routes.ts'
import { registerDocumentRoutes } from './http/routes/documents/routes.ts'
import { registerEventRoutes } from './http/routes/events/routes.ts'
import { preferOwnResource } from './http/routes/hub/prefer-own-resource.ts'
import { registerHubCallRoutes } from './http/routes/hub/routes.ts'
import { registerHubRoutes } from './http/routes/hubs/routes.ts'
import { registerInstanceRoutes } from './http/routes/instances/routes.ts'
import { registerNotificationRoutes } from './http/routes/notifications/routes.ts'
import { registerLandingRoutes } from './http/routes/oauth/landing-routes.ts'
import { registerOAuthRoutes } from './http/routes/oauth/routes.ts'
import { showConsole } from './http/routes/platform/console.ts'
import { registerOperatorRoutes, registerPaperRoutes } from './http/routes/platform/routes.ts'
import { registerTraceRoutes } from './http/routes/traces/routes.ts'
import { registerVendorAppRoutes } from './http/routes/vendor-apps/routes.ts'
import { registerUsageRoutes } from './http/routes/usage/routes.ts'
import { createServer } from './http/server.ts'
import { openRooms, type RoomParts, type Rooms } from './rooms.ts'
import type { Database } from './storage/database.ts'

export interface AppParts extends Omit<RoomParts, 'publicUrl'> {
  /** Adds the figures of the process to the metrics; once per process. */
  readonly measureProcess?: boolean
  /** Requests are not to be sent here before `open()`, though it listens already. */
  readonly opensLater?: boolean
}

export interface App {
  readonly server: PlatformServer
  readonly routes: readonly KnownRoute[]
  readonly rooms: Rooms
  /** What callers reach us by, without a trailing slash; final after `listen`. */
  publicUrl(): string
  /** Listens as configured and answers the local address. */
  listen(): Promise<string>
  /** With `opensLater`: what a first start has to write is written, and `/readyz` may say so. */
  open(): void
  /** Stops accepting, lets requests end, closes the rooms. */
  close(): Promise<void>
}

/** Requests under way get so long when the program stops. */
const longestFarewellMs = 5000

/** Builds everything; nothing listens yet. Closes what it opened when it cannot. */
export async function buildApp(parts: AppParts): Promise<App> {
  const closers: (() => void | Promise<void>)[] = []
  const closeAll = async () => {
    // In the order opposite to opening: who uses goes before what is used.
    for (const close of closers.splice(0).toReversed()) await close()
  }
  try {
    return await build(parts, closers, closeAll)
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function build(
  parts: AppParts,
  closers: (() => void | Promise<void>)[],
  closeAll: () => Promise<void>,
): Promise<App> {
  const { config, log } = parts
  let localUrl = `http://${hostOfUrl(config.host)}:${config.port}`
  const publicUrl = () => config.publicUrl ?? localUrl
  const rooms = await openRooms({ ...parts, publicUrl }, (close) => closers.push(close))
  const authenticator = await createAuthenticator({
    accounts: rooms.accounts,
    instances: rooms.instances,
    connectSessions: rooms.instances.connect,
    notices: rooms.notices,
    clock: parts.clock ?? systemClock,
    publicUrl,
  })
  const consoleBuild = openConsoleBuild()
  const { server, paths } = createServer({
    log,
    publicUrl,
    authenticator,
    unknownPage: config.role === 'worker' ? undefined : (reply) => showConsole(reply, consoleBuild),
    trustedProxies: config.trustedProxies,
  })
  closers.push(() => closeServer(server))
  const turnedAway: TurnedAway = {
    why: parts.opensLater === true ? 'The server is starting' : undefined,
  }
  addRoutes(server, { parts, rooms, publicUrl, turnedAway, consoleBuild, routes: paths.routes })
  await server.ready()

  return {
    server,
    routes: paths.routes,
    rooms,
    publicUrl,
    async listen() {
      await server.listen({ host: config.host, port: config.port })
      const address = server.server.address()
      const port = typeof address === 'object' && address !== null ? address.port : config.port
      localUrl = `http://${hostOfUrl(config.host)}:${port}`
      return localUrl
    },
    open() {
      turnedAway.why = undefined
    },
    close() {
      turnedAway.why = 'The server is stopping'
      return closeAll()
    },
  }
}

/** Why requests should go elsewhere though all works. */
interface TurnedAway {
  why: string | undefined
}

interface RouteParts {
  readonly parts: AppParts
  readonly rooms: Rooms
  readonly publicUrl: () => string
  readonly turnedAway: Readonly<TurnedAway>
  readonly consoleBuild: ConsoleBuild
  readonly routes: readonly KnownRoute[]
}

/** Each area in a scope of its own, after the parts that watch all routes. */
function addRoutes(server: PlatformServer, routeParts: RouteParts) {
  const { parts, rooms, publicUrl, turnedAway, consoleBuild, routes } = routeParts
  const { config } = parts
  const metrics = createMetrics({ ofProcess: parts.measureProcess ?? false })
  metrics.watch(server)
  metrics.show('hubwright_usage_records', 'Usage records by what became of them', () => ({
    ...rooms.usage.counts(),
  }))
  const { memory } = rooms.answers
  metrics.show('hubwright_answer_cache', 'Reads by whether their answer was remembered', () => {
    const { hits, misses } = memory.counts()
    return { hits, misses }
  })
  metrics.show('hubwright_answer_cache_bytes', 'Memory of remembered answers', () => ({
    held: memory.counts().bytes,
  }))
  metrics.show('hubwright_unreadable_secrets', 'Stored secrets that did not open', () =>
    rooms.unreadableSecrets.counts(),
  )
  metrics.show('hubwright_traces', 'Traced calls by what became of them', () => ({
    ...rooms.traces.counts(),
  }))
  metrics.show('hubwright_webhooks', 'Webhooks of vendors by what became of them', () =>
    rooms.receiving.counts(),
  )
  metrics.show('hubwright_events_processed', 'Events by what became of them', () => ({
    ...rooms.processing.counts(),
  }))
  metrics.show('hubwright_delivery_tries', 'Tries to deliver by what they came to', () => ({
    ...rooms.notifications.worker.counts(),
  }))
  metrics.show(
    'hubwright_feed_requests',
    'Requests that wait for the feed of notifications',
    () => ({
      waiting: rooms.notifications.feed.waiting(),
    }),
  )
  metrics.show('hubwright_polls', 'Polls for events by what came of them', () =>
    rooms.sources.pollCounts(),
  )
  metrics.show('hubwright_event_sources', 'Sources of events by their state', () =>
    rooms.sources.stateCounts(),
  )
  addOpenapi(server)
  const scope = (prefix: string, register: (scoped: PlatformServer) => void) =>
    void server.register(
      (scoped, _options, done) => {
        register(scoped)
        done()
      },
      { prefix },
    )
  const ping = sharedPing(rooms.database)
  scope('', (scoped) =>
    registerOperatorRoutes(scoped, {
      readiness: { refusal: () => refusalOfRequests(ping, turnedAway) },
      registry: metrics.registry,
      metricsAccess: { isLocal: isLoopback(config.host), token: config.metricsToken },
    }),
  )
  if (config.role === 'worker') return
  scope('', (scoped) => registerPaperRoutes(scoped, consoleBuild))
  const {
    catalog,
    accountResources,
    processing,
    eventLog,
    instances,
    usage,
    usageStore,
    usageAnalytics,
    clock,
  } = rooms
  const { traces } = rooms
  const { asyncCalls } = processing
  const hub: Hub = {
    ...rooms.hub,
    call: (request) =>
      asyncCalls.wants(request) ? asyncCalls.dispatch(request) : rooms.hub.call(request),
  }
  preferOwnResource(server, hub, addIdempotency(server, rooms.idempotency, parts.log))
  scope('', (scoped) => registerLandingRoutes(scoped, instances, consoleBuild))
  scope('', (scoped) => registerWidgetRoutes(scoped, consoleBuild, instances.connect))
  scope(basePath, (scoped) => registerInstanceRoutes(scoped, instances, traces))
  scope(basePath, (scoped) => registerEventsInRoutes(scoped, rooms.receiving))
  scope(basePath, (scoped) => registerEventSourceRoutes(scoped, rooms.sources))
  scope(basePath, (scoped) => registerTraceRoutes(scoped, { traces, instances, catalog }))
  scope(basePath, (scoped) => registerOAuthRoutes(scoped, instances))
  scope(basePath, (scoped) => registerVendorAppRoutes(scoped, instances.vendorApps))
  scope(basePath, (scoped) => registerConnectSessionRoutes(scoped, instances.connect))
  scope(basePath, (scoped) => registerConnectRoutes(scoped, instances.connect))
  scope(basePath, (scoped) =>
    registerEventRoutes(scoped, { eventLog, processing, instances, clock }),
  )
  scope(basePath, (scoped) => registerNotificationRoutes(scoped, rooms.notifications))
  const connectorName = (key: string) => catalog.get(key)?.name
  scope(basePath, (scoped) => registerAccountRoutes(scoped, rooms.accounts, publicUrl))
  scope(basePath, (scoped) => registerAuditRoutes(scoped, rooms))
  scope(basePath, (scoped) => registerAdministrationRoutes(scoped, rooms.administration))
  scope(basePath, (scoped) => registerElementRoutes(scoped, { catalog, accountResources }))
  scope(basePath, (scoped) => registerHubRoutes(scoped, { catalog }))
  scope(basePath, (scoped) =>
    registerDocumentRoutes(scoped, {
      catalog,
      publicUrl,
      accountResources,
      connectorOfInstance: (caller, id) => instances.connectorOf(caller, id),
    }),
  )
  scope(basePath, (scoped) => registerHubCallRoutes(scoped, { hub, publicUrl, routes }))
  scope(basePath, (scoped) =>
    registerUsageRoutes(scoped, {
      usage,
      usageStore,
      usageAnalytics,
      instances,
      connectorName,
      clock,
    }),
  )
}

async function closeServer(server: PlatformServer): Promise<void> {
  const impatience = setTimeout(() => server.server.closeAllConnections(), longestFarewellMs)
  await server.close()
  clearTimeout(impatience)
}

const readinessTimeoutMs = 2000

async function refusalOfRequests(
  ping: () => Promise<undefined>,
  turnedAway: Readonly<TurnedAway>,
): Promise<string | undefined> {
  if (turnedAway.why !== undefined) return turnedAway.why
  const done = new AbortController()
  const late = delay(readinessTimeoutMs, 'The database does not answer in time', {
    signal: done.signal,
  })
  try {
    return await Promise.race([late, ping()])
  } catch (error) {
    return `The database cannot be reached (${toError(error).name})`
  } finally {
    // The loser's rejection says only that it was called off.
    late.catch(() => undefined)
    done.abort()
  }
}

/** However many ask whether we are ready, the database is asked once at a time. */
function sharedPing(database: Database): () => Promise<undefined> {
  let underWay: Promise<undefined> | undefined
  return () =>
    (underWay ??= database.pool
      .query('select 1')
      .then(() => undefined)
      .finally(() => (underWay = undefined)))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** A host as URLs write it; who listens everywhere is reached as localhost. */
function hostOfUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}
