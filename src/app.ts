/** Introduces every room to the others. The only file that knows them all; it holds no rules of its own. */
import { isIP } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createAccounts, type Accounts } from './accounts/accounts.ts'
import { loadCatalog, type Catalog } from './catalog/catalog.ts'
import type { Config } from './config.ts'
import { systemClock, type Clock } from './core/clock.ts'
import { toError } from './core/errors.ts'
import type { Log } from './core/log.ts'
import { createAuthenticator } from './http/authenticate.ts'
import { basePath } from './http/hub-paths.ts'
import { createMetrics } from './http/metrics.ts'
import { addOpenapi } from './http/openapi.ts'
import type { KnownRoute } from './http/allowed-methods.ts'
import type { PlatformServer } from './http/platform-server.ts'
import { registerAccountRoutes } from './http/routes/accounts/routes.ts'
import { registerOperatorRoutes, registerPaperRoutes } from './http/routes/platform/routes.ts'
import { createServer } from './http/server.ts'
import { parseAllowRule, type AllowRule } from './net/addresses.ts'
import { createSender } from './net/egress.ts'
import type { Sender } from './net/sender.ts'
import type { DatabaseConnection } from './storage/connection.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { createNotices, type Notices } from './storage/notices.ts'
import { openLookupKey } from './vault/installation-store.ts'
import type { Vault } from './vault/seal.ts'
import { openVault } from './vault/vault.ts'

export interface AppParts {
  readonly config: Config
  /** A migrated database. */
  readonly connection: DatabaseConnection
  /** The first seals, all open. */
  readonly masterKeys: readonly Buffer[]
  readonly log: Log
  /** Where the simulated vendors run, if they do. */
  readonly sandboxUrl?: string | undefined
  readonly clock?: Clock
  /** A number in [0, 1). */
  readonly random?: () => number
  /** Adds the figures of the process to the metrics; once per process. */
  readonly measureProcess?: boolean
}

/** What commands and tests reach without HTTP. */
export interface Rooms {
  readonly database: Database
  readonly notices: Notices
  readonly vault: Vault
  readonly sender: Sender
  readonly catalog: Catalog
  readonly accounts: Accounts
}

export interface App {
  readonly server: PlatformServer
  readonly routes: readonly KnownRoute[]
  readonly rooms: Rooms
  /** What callers reach us by, without a trailing slash; final after `listen`. */
  publicUrl(): string
  /** Listens as configured and answers the local address. */
  listen(): Promise<string>
  /** Stops accepting, lets requests end, closes the rooms. */
  close(): Promise<void>
}

/** Builds everything; nothing listens yet. Closes what it opened when it cannot. */
export async function buildApp(parts: AppParts): Promise<App> {
  const closers: (() => Promise<void>)[] = []
  const closeAll = async () => {
    // In the order opposite to opening: who uses goes before what is used.
    for (const close of closers.reverse()) await close()
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
  closers: (() => Promise<void>)[],
  closeAll: () => Promise<void>,
): Promise<App> {
  const { config, log, sandboxUrl } = parts
  const rooms = await openRooms(parts, closers)
  const { catalog, accounts, notices } = rooms
  let localUrl = `http://${hostOfUrl(config.host)}:${config.port}`
  const publicUrl = () => config.publicUrl ?? localUrl

  const authenticator = await createAuthenticator({
    accounts,
    openByToken: async () => undefined,
    notices,
    clock: parts.clock ?? systemClock,
  })
  const { server, paths } = createServer({ log, publicUrl, authenticator })
  closers.push(() => server.close())
  const metrics = createMetrics({ ofProcess: parts.measureProcess ?? false })
  metrics.watch(server)
  addOpenapi(server)
  const scope = (prefix: string, register: (scoped: PlatformServer) => void) =>
    void server.register(
      (scoped, _options, done) => {
        register(scoped as PlatformServer)
        done()
      },
      { prefix },
    )
  const isClosing = { value: false }
  scope('', (scoped) =>
    registerOperatorRoutes(scoped, {
      readiness: { refusal: () => refusalOfRequests(rooms.database, isClosing) },
      registry: metrics.registry,
      metricsAccess: { isLocal: isLoopback(config.host), token: config.metricsToken },
    }),
  )
  if (config.role !== 'worker') {
    scope('', registerPaperRoutes)
    scope(basePath, (scoped) => registerAccountRoutes(scoped, accounts))
  }
  await server.ready()
  log.debug({ connectors: catalog.list().length, sandboxUrl }, 'the app is built')

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
    close() {
      isClosing.value = true
      return closeAll()
    },
  }
}

async function openRooms(parts: AppParts, closers: (() => Promise<void>)[]): Promise<Rooms> {
  const { config, log, sandboxUrl } = parts
  const clock = parts.clock ?? systemClock
  const database = await openDatabase(parts.connection, { log })
  closers.push(() => database.close())
  const notices = await createNotices(parts.connection, { log })
  closers.push(() => notices.close())
  const vault = openVault({
    masterKeys: parts.masterKeys,
    lookupKey: await openLookupKey(database, parts.masterKeys),
    onOpenFailure: (error) => log.error({ err: error }, 'a stored secret does not open'),
  })
  const sender = createSender({ allow: [...config.egressAllow, ...sandboxRules(sandboxUrl)] })
  closers.push(() => sender.close())
  const catalog = await loadCatalog({
    connectorsFolder: join(import.meta.dirname, 'connectors'),
    directory: config.connectorsDir,
    vendors: config.vendors,
    sandboxUrl,
    log,
  })
  const accounts = createAccounts({ database, vault, clock, log })
  return { database, notices, vault, sender, catalog, accounts }
}

/** The sandbox listens on loopback, which nothing else may be called on. */
function sandboxRules(sandboxUrl: string | undefined): AllowRule[] {
  if (sandboxUrl === undefined) return []
  const { hostname, port } = new URL(sandboxUrl)
  return [parseAllowRule(`${hostname}:${port}`)]
}

const readinessTimeoutMs = 2000

async function refusalOfRequests(
  database: Database,
  isClosing: { readonly value: boolean },
): Promise<string | undefined> {
  if (isClosing.value) return 'The server is stopping'
  const done = new AbortController()
  const late = delay(readinessTimeoutMs, 'The database does not answer in time', {
    signal: done.signal,
  })
  try {
    return await Promise.race([late, ping(database)])
  } catch (error) {
    return `The database cannot be reached (${toError(error).name})`
  } finally {
    // The loser's rejection says only that it was called off.
    late.catch(() => undefined)
    done.abort()
  }
}

async function ping(database: Database): Promise<undefined> {
  await database.pool.query('select 1')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** A host as URLs write it; who listens everywhere is reached as localhost. */
function hostOfUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}
