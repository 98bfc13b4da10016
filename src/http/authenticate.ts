/**
 * Who asks, judged from the Authorization header, or a browser's session, before anything else of a request is read.
 * What a header led
 * to is remembered for a minute under a hash of it, so that a warm call asks no database. A change of a user or
 * an organization on any node forgets it at once; whether the instance is still the same is asked of its room.
 */
import { hash } from 'node:crypto'
import type { Socket } from 'node:net'
import { LRUCache } from 'lru-cache'
import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import { lacking } from '../accounts/privileges.ts'
import type { Clock } from '../core/clock.ts'
import { PlatformError, toError } from '../core/errors.ts'
import type { InstanceCaller, OpenInstance } from '../instances/open-instance.ts'
import { hintForRefused, parseAuthorization, type Credentials } from './authorization-header.ts'
import { judgeConnectSession, type ConnectSessionSource } from './authenticate-connect.ts'
import type { PlatformServer, RouteAccess } from './platform-server.ts'
import { credentialsOf } from './session-cookie.ts'

/** Old clients and issue threads quote this sentence. */
export const refusalSentence =
  'Invalid Organization or User secret, or invalid Element token provided.'

const rememberMs = 60_000
const mostRemembered = 20_000

export interface AuthenticatorOptions {
  readonly accounts: {
    /** With `organizationSecret` undefined only the user is looked for. */
    findBySecrets(
      userSecret: string,
      organizationSecret: string | undefined,
    ): Promise<Caller | undefined>
    findBySession(token: string): Promise<Caller | undefined>
    /** Tells of changes that this node made; those of others come as notices. */
    whenChanged(listener: (organizationId: number) => void): void
  }
  /** `openByToken` answers undefined for unknown tokens and those of deleted instances. */
  readonly instances: {
    openByToken(token: string): Promise<OpenInstance | undefined>
    /** False when the instance changed or grew old since it was opened. */
    isCurrent(instance: OpenInstance): boolean
  }
  readonly connectSessions: ConnectSessionSource
  readonly notices: {
    subscribe(channel: string, listener: (payload: string) => void): Promise<unknown>
    onReconnect(listener: () => void): void
  }
  readonly clock: Clock
  /** Without a trailing slash; asked for each time. */
  readonly publicUrl: () => string
}

export interface Authenticator {
  /** Judges every request to a route whose access is not `public`. */
  addTo(server: PlatformServer): void
}

interface Identity {
  readonly caller: Caller
  readonly instanceCaller: InstanceCaller | undefined
  /** User + Organization or a session: what platform routes ask for. */
  readonly mayUsePlatform: boolean
  readonly expiresAt: number
}

interface RememberedCaller {
  readonly caller: Caller
  readonly expiresAt: number
}

/** Ready when it listens for changes. */
export async function createAuthenticator(options: AuthenticatorOptions): Promise<Authenticator> {
  const memory = new IdentityMemory(options)
  const { connectSessions } = options
  await options.notices.subscribe('accounts', (organizationId) => {
    memory.forgetOrganization(Number(organizationId))
  })
  options.accounts.whenChanged((organizationId) => memory.forgetOrganization(organizationId))
  options.notices.onReconnect(() => memory.forgetAll())
  return {
    addTo(server) {
      // A hook of each route instead of one for all: what a route asks for is known then, and a warm call need not
      // have Fastify put the route's options together anew.
      server.addHook('onRoute', (options) => {
        const access = options.config?.access
        if (access === undefined || access === 'public') return
        const hook = access === 'connect' ? judgeConnectSession(connectSessions) : judge(access)
        options.onRequest = [...hooksOf(options.onRequest), hook]
      })
    },
  }

  function judge(access: RouteAccess): onRequestHookHandler {
    return (request, _reply, done) => {
      let header: string | undefined
      try {
        header = credentialsOf(request, options.publicUrl())
      } catch (error) {
        return done(toError(error))
      }
      if (header === undefined) {
        return done(access === 'optional' ? undefined : refusal(access, 'none'))
      }
      const key = keyOnConnection(request.raw.socket, header)
      const known = memory.find(key)
      if (known !== undefined) return done(admit(request, access, known))
      // A callback hook, because a promise on every warm call would cost more than the look-up.
      /* oxlint-disable promise/no-callback-in-promise */
      memory.load(header, key).then(
        (identity) => done(admit(request, access, identity)),
        (error: Error) => done(error),
      )
      /* oxlint-enable promise/no-callback-in-promise */
    }
  }
}

function hooksOf<Hook>(hooks: Hook | Hook[] | undefined): Hook[] {
  if (hooks === undefined) return []
  return Array.isArray(hooks) ? hooks : [hooks]
}

/** Lets a caller in, or says why this route is not for these credentials. */
function admit(
  request: FastifyRequest,
  access: RouteAccess,
  identity: Identity | 'none',
): PlatformError | undefined {
  if (identity === 'none') return access === 'optional' ? undefined : refusal(access, 'none')
  const { caller, instanceCaller, mayUsePlatform } = identity
  if (access === 'instance' && instanceCaller === undefined) return refusal(access, identity)
  if (access === 'user' && !mayUsePlatform) return refusal(access, identity)
  request.caller = caller
  request.instanceCaller = instanceCaller
  const { privilege } = request.routeOptions.config
  if (privilege === undefined) return undefined
  const wanted = typeof privilege === 'string' ? [privilege] : privilege
  return wanted.some((key) => caller.privileges.has(key)) ? undefined : lacking(wanted)
}

function refusal(access: RouteAccess, identity: Identity | 'none'): PlatformError {
  const wanted =
    access === 'instance'
      ? 'Authorization: User <user secret>, Element <instance token>'
      : 'Authorization: User <user secret>, Organization <organization secret>'
  const said =
    identity === 'none' ? 'The Authorization header is missing' : 'A part of it is missing'
  return unauthorized(`${said}. This route needs ${wanted}`)
}

function unauthorized(hint: string | undefined): PlatformError {
  return new PlatformError(
    'unauthorized',
    refusalSentence,
    hint === undefined ? {} : { details: [{ path: 'Authorization', message: hint }] },
  )
}

const evenOld = { allowStale: true }

class IdentityMemory {
  readonly #options: AuthenticatorOptions
  readonly #byHeader: LRUCache<string, Identity>
  /** One user calls for many instances, each with a header of its own. */
  readonly #bySecrets: LRUCache<string, RememberedCaller>
  /** Loads under way; a change makes newcomers load again. */
  readonly #loading = new Map<string, Promise<Identity | 'none'>>()
  /** Counts changes: what was read before one must not be remembered after it. */
  #generation = 0

  constructor(options: AuthenticatorOptions) {
    this.#options = options
    // Purged by a timer as well: an identity holds an instance with its credentials opened.
    this.#byHeader = new LRUCache({ max: mostRemembered, ttl: rememberMs, ttlAutopurge: true })
    this.#bySecrets = new LRUCache({ max: mostRemembered, ttl: rememberMs, ttlAutopurge: true })
  }

  find(key: string): Identity | undefined {
    // `get` would ask for the time, which is judged here, and move the entry to the front, which thousands of headers in
    // use make dear; each is put in front anyway when its minute is over.
    const known = this.#byHeader.peek(key, evenOld)
    if (known === undefined || known.expiresAt <= this.#options.clock.now()) return undefined
    const instance = known.instanceCaller?.instance
    if (instance !== undefined && !this.#options.instances.isCurrent(instance)) return undefined
    return known
  }

  /** @throws PlatformError `unauthorized` */
  load(header: string, key: string): Promise<Identity | 'none'> {
    const underWay = this.#loading.get(key)
    if (underWay !== undefined) return underWay
    const loading = this.#read(header, key).finally(() => {
      if (this.#loading.get(key) === loading) this.#loading.delete(key)
    })
    this.#loading.set(key, loading)
    return loading
  }

  forgetOrganization(organizationId: number): void {
    this.#change()
    for (const memory of [this.#byHeader, this.#bySecrets]) {
      for (const [key, { caller }] of memory.entries()) {
        if (caller.organizationId === organizationId) memory.delete(key)
      }
    }
  }

  forgetAll(): void {
    this.#change()
    this.#byHeader.clear()
    this.#bySecrets.clear()
  }

  #change(): void {
    this.#generation += 1
    this.#loading.clear()
  }

  async #read(header: string, key: string): Promise<Identity | 'none'> {
    const generation = this.#generation
    const parsed = parseAuthorization(header)
    if (parsed.kind === 'none') return 'none'
    if (parsed.kind === 'malformed') throw unauthorized(parsed.hint)
    const identity = await this.#judge(parsed.credentials)
    if (generation === this.#generation) this.#byHeader.set(key, identity)
    return identity
  }

  async #callerOf(
    user: string,
    organization: string | undefined,
  ): Promise<RememberedCaller | undefined> {
    const generation = this.#generation
    const key = keyOf(JSON.stringify([user, organization]))
    const now = this.#options.clock.now()
    const known = this.#bySecrets.get(key)
    if (known !== undefined && known.expiresAt > now) return known
    const caller = await this.#options.accounts.findBySecrets(user, organization)
    if (caller === undefined) return undefined
    const found = { caller, expiresAt: now + rememberMs }
    if (generation === this.#generation) this.#bySecrets.set(key, found)
    return found
  }

  async #callerOfSession(token: string): Promise<RememberedCaller | undefined> {
    const { accounts, clock } = this.#options
    const now = clock.now()
    const caller = await accounts.findBySession(token)
    return caller === undefined ? undefined : { caller, expiresAt: now + rememberMs }
  }

  async #judge(credentials: Credentials): Promise<Identity> {
    const { user, organization, element, bearer } = credentials
    const { instances } = this.#options
    if (bearer === undefined) {
      if (user === undefined) throw unauthorized('Add User <user secret>')
      if (organization === undefined && element === undefined) {
        throw unauthorized('Add Organization <organization secret>, or Element <instance token>')
      }
    }
    const [found, instance] = await Promise.all([
      bearer === undefined
        ? this.#callerOf(user ?? '', organization)
        : this.#callerOfSession(bearer),
      element === undefined ? undefined : instances.openByToken(element),
    ])
    if (found === undefined && bearer !== undefined) {
      throw unauthorized('The session is over or unknown. Log in again')
    }
    const isUnknown = found === undefined || (element !== undefined && instance === undefined)
    if (isUnknown || (instance !== undefined && !belongsTo(found.caller, instance))) {
      throw unauthorized(hintForRefused(credentials))
    }
    const { caller, expiresAt } = found
    return {
      caller,
      instanceCaller: instance === undefined ? undefined : { caller, instance },
      mayUsePlatform: bearer !== undefined || organization !== undefined,
      expiresAt,
    }
  }
}

interface LastHeader {
  readonly header: string
  readonly key: string
}
const lastHeaders = new WeakMap<Socket, LastHeader>()

/** Clients send the same header all along a connection: it is hashed once, and kept no longer than the connection. */
function keyOnConnection(connection: Socket, header: string): string {
  const last = lastHeaders.get(connection)
  if (last?.header === header) return last.key
  const key = keyOf(header)
  lastHeaders.set(connection, { header, key })
  return key
}

/** The memory of identities holds no secret, only what this makes of it. */
function keyOf(header: string): string {
  return hash('sha256', header, 'base64')
}

/** An instance is its account's; who administers the organization may use those of all its accounts. */
function belongsTo(caller: Caller, instance: OpenInstance): boolean {
  return (
    caller.organizationId === instance.organizationId &&
    (caller.accountId === instance.accountId || caller.isOrganizationAdmin)
  )
}
