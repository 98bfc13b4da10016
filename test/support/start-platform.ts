/**
 * The whole platform in this process on a database of its own, beside a sandbox of its own:
 *
 *     const platform = await startPlatform()
 *     const answer = await platform.request('GET', '/elements')
 *
 * Everything is closed after the file (or the `describe`) in which this is called.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { request as send } from 'undici'
import { afterAll } from 'vitest'
import { startSandbox } from '../../sandbox/server.ts'
import { buildApp, type App } from '../../src/app.ts'
import { readConfig, type Environment } from '../../src/config.ts'
import type { Clock } from '../../src/core/clock.ts'
import { silentLog, type Log } from '../../src/core/log.ts'
import type { ConnectionSettings } from '../../src/storage/connection.ts'
import { generateMasterKey } from '../../src/vault/master-keys.ts'
import { cloneDatabase } from './database.ts'

export interface Tenant {
  readonly organizationId: number
  readonly accountId: number
  readonly userId: number
  readonly email: string
  readonly password: string
  readonly userSecret: string
  readonly organizationSecret: string
  /** `User …, Organization …`. */
  readonly authorization: string
}

export interface RequestOptions {
  /** Sent as JSON unless it is a string or Buffer; those go as they are. */
  readonly body?: unknown
  /** Lower-case names. `authorization` defaults to the first tenant's secrets; `null` sends none. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[]>>
  /** Element token: the default header becomes `User …, Organization …, Element <token>`. */
  readonly token?: string
  readonly tenant?: Tenant
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed when it is JSON, text otherwise, undefined when empty. */
  readonly body: unknown
}

export interface Platform {
  readonly app: App
  /** Origin, such as `http://127.0.0.1:41233`. */
  readonly url: string
  /** Origin and `/elements/api-v2`. */
  readonly api: string
  /** Origin of the sandbox; empty when it is off. */
  readonly sandboxUrl: string
  readonly first: Tenant
  readonly second: Tenant
  /** `path` without origin goes below `/elements/api-v2`; a whole URL goes where it says. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>
  /** Calls the sandbox's control routes, `/_control/…` or any other path of it. */
  sandbox(method: string, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export interface PlatformOptions {
  /** Off leaves `sandboxUrl` empty and the vendors' real addresses in force. Default on. */
  readonly sandbox?: boolean
  readonly env?: Environment
  readonly log?: Log
  /** Longest a hub call may take, in milliseconds. */
  readonly callTimeoutMs?: number
  /** The server's own time by default. */
  readonly clock?: Clock
  /** Where connectors and simulated vendors are found, instead of the repository's own folders. */
  readonly folders?: { readonly connectors: URL; readonly vendors: URL }
  /** Another node on the database, keys and sandbox of this platform. */
  readonly beside?: Platform
  /** An empty, migrated database for programs outside tests; they close the platform themselves. */
  readonly connection?: ConnectionSettings
}

interface Shared {
  readonly connection: ConnectionSettings
  readonly masterKeys: readonly Buffer[]
}
const sharedOf = new WeakMap<Platform, Shared>()

export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const closers: (() => Promise<void>)[] = []
  let closing: Promise<void> | undefined
  const close = () => (closing ??= closeAll(closers))
  const { beside } = options
  if (options.connection === undefined) afterAll(close)
  const shared = beside === undefined ? undefined : sharedOf.get(beside)
  const connection = shared?.connection ?? options.connection ?? (await clone(closers))
  const masterKeys = shared?.masterKeys ?? [generateMasterKey()]
  const sandboxUrl = beside?.sandboxUrl ?? (await sandboxFor(options, closers))
  const app = await buildApp({
    config: testConfig(options.env ?? {}, closers),
    connection,
    masterKeys,
    log: options.log ?? silentLog,
    sandboxUrl: sandboxUrl === '' ? undefined : sandboxUrl,
    clock: options.clock,
    callTimeoutMs: options.callTimeoutMs,
    ...(options.folders === undefined
      ? {}
      : { connectorsFolder: fileURLToPath(options.folders.connectors) }),
  })
  closers.push(() => app.close())
  const url = await app.listen()
  const api = `${url}/elements/api-v2`
  const { first, second } = beside ?? (await createTenants(app))
  const platform: Platform = {
    app,
    url,
    api,
    sandboxUrl,
    first,
    second,
    request: (method, path, request = {}) =>
      exchange(method, /^https?:/.test(path) ? path : api + path, {
        ...request,
        headers: {
          authorization: authorizationOf(request.tenant ?? first, request.token),
          ...request.headers,
        },
      }),
    sandbox: (method, path, body) => exchange(method, sandboxUrl + path, { body }),
    close,
  }
  sharedOf.set(platform, { connection, masterKeys })
  return platform
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const closer of closers.toReversed()) await closer()
}

async function clone(closers: (() => Promise<void>)[]): Promise<Shared['connection']> {
  const { connection, drop } = await cloneDatabase()
  closers.push(drop)
  return connection
}

async function sandboxFor(
  options: PlatformOptions,
  closers: (() => Promise<void>)[],
): Promise<string> {
  if (options.sandbox === false) return ''
  const { folders } = options
  const sandbox = await startSandbox(
    folders === undefined ? {} : { vendorsFolder: folders.vendors },
  )
  closers.push(() => sandbox.close())
  return sandbox.url
}

function testConfig(env: Environment, closers: (() => Promise<void>)[]) {
  const dataDir = mkdtempSync(join(tmpdir(), 'hubwright-platform-'))
  closers.push(async () => rmSync(dataDir, { recursive: true, force: true }))
  return readConfig(
    { HUBWRIGHT_PORT: '0', HUBWRIGHT_DATA_DIR: dataDir, ...env },
    { command: 'start' },
  )
}

async function createTenants(app: App): Promise<{ first: Tenant; second: Tenant }> {
  const { accounts } = app.rooms
  const founded = await accounts.ensureFirstOrganization({})
  if (founded === undefined) throw new Error('The test database was not empty')
  const other = await accounts.createOrganization({ name: 'Other', email: 'other@example.com' })
  return { first: tenantOf(founded), second: tenantOf(other) }
}

function tenantOf(founded: Omit<Tenant, 'authorization'>): Tenant {
  const { userSecret, organizationSecret } = founded
  return {
    ...founded,
    authorization: `User ${userSecret}, Organization ${organizationSecret}`,
  }
}

function authorizationOf(tenant: Tenant, token: string | undefined): string {
  return token === undefined ? tenant.authorization : `${tenant.authorization}, Element ${token}`
}

async function exchange(method: string, url: string, options: RequestOptions): Promise<Answer> {
  const target = new URL(url)
  for (const [name, value] of Object.entries(options.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      target.searchParams.append(name, String(item))
    }
  }
  const { body } = options
  const isPlain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
  const headers: Record<string, string> = isPlain ? {} : { 'content-type': 'application/json' }
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value === null) delete headers[name]
    else headers[name] = value
  }
  const answer = await send(target, {
    method: method as 'GET',
    headers,
    ...(body === undefined ? {} : { body: isPlain ? body : JSON.stringify(body) }),
  })
  const text = await answer.body.text()
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    body: parseAnswer(text, String(answer.headers['content-type'] ?? '')),
  }
}

function parseAnswer(text: string, contentType: string): unknown {
  if (text === '') return undefined
  return contentType.includes('json') ? (JSON.parse(text) as unknown) : text
}
