/**
 * The one Fastify server type of this room and what a route may read from a request.
 * Routes say who may call them in `config.access`; authenticate.ts fills `request.caller`
 * and `request.instanceCaller` before the handler runs.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import type { PrivilegeKey } from '../accounts/privileges.ts'
import type { PlatformError } from '../core/errors.ts'
import type { OpenConnectSession } from '../instances/connect/connect-sessions.ts'
import type { InstanceCaller } from '../instances/open-instance.ts'
import type { KeyedCall } from './idempotency.ts'

/**
 * - `public`: no credentials looked at
 * - `optional`: credentials are judged when given (wrong ones are a 401), `request.caller` may be undefined
 * - `user`: User + Organization secrets, or the Bearer token of a login
 * - `instance`: Element + User (Organization optional)
 * - `connect`: the token of a connect session, and nothing else
 */
export type RouteAccess = 'public' | 'optional' | 'user' | 'instance' | 'connect'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route must say it; a test walks them all. */
    access?: RouteAccess
    /** What the caller's roles must allow, or a list of which one is enough; lacking it is a 403. */
    privilege?: PrivilegeKey | readonly PrivilegeKey[]
    /** A POST that creates: repeats with the same `Idempotency-Key` are served once (idempotency.ts). */
    idempotent?: boolean
    /** The handler gets the bytes of any content type as a Buffer, unparsed; undefined when there are none. */
    rawBody?: boolean
    /** Statuses of errors that it answers with, besides those that any route of its access may; for the documents. */
    errors?: readonly number[]
  }
  interface FastifyRequest {
    /** Set when access is `user` (always) or `optional` (when credentials came) or `instance`. */
    caller: Caller | undefined
    /** Set when access is `instance`, and on `user` and `optional` routes when the header names an instance. */
    instanceCaller: InstanceCaller | undefined
    /** The body as it came, when the request has an `Idempotency-Key`. */
    sentBody: Buffer | undefined
    /** Set while the request holds its `Idempotency-Key`. */
    keyedCall: KeyedCall | undefined
    /** The error that it is being answered with. */
    failure: PlatformError | undefined
    /** Set when access is `connect`; the session may be over. */
    connectSession: OpenConnectSession | undefined
  }
}

export type PlatformServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
