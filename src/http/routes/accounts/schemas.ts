/** The shapes of account answers; field names are the old platform's. */
import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { Caller } from '../../../accounts/caller.ts'
import type { FastifyRequest } from 'fastify'

export const PrivilegeSchema = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  category: Type.String(),
  description: Type.String(),
  active: Type.Boolean(),
  hide: Type.Boolean(),
})

export const RoleSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  key: Type.String(),
  description: Type.String(),
  active: Type.Boolean(),
  hide: Type.Boolean(),
  features: Type.Array(Type.String()),
  privileges: Type.Array(PrivilegeSchema),
})

export const LoginSchema = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
})
/** Whoever sends a login has shown nothing yet. */
export const loginBodyLimit = 16 * 1024

export const AuthenticatedUserSchema = Type.Object({
  token: Type.Optional(Type.String({ description: 'Send it as `Authorization: Bearer <token>`' })),
  id: Type.Integer(),
  username: Type.String(),
  email: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
  organizationId: Type.Integer(),
  organizationName: Type.String(),
  accountId: Type.Integer(),
  accountName: Type.String(),
  organizationAdmin: Type.Boolean(),
  accountAdmin: Type.Boolean(),
  sysAdmin: Type.Boolean(),
  inIntelligenceRole: Type.Boolean(),
  roles: Type.Array(RoleSchema),
  lastLoginDate: Type.String({ description: '1970-01-01T00:00:00.000Z = never' }),
  createdDate: Type.String(),
  twoFactor: Type.Boolean(),
  registeredForTwoFactor: Type.Boolean(),
})

export const OrganizationSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  createdDate: Type.String(),
  secret: Type.String({ description: 'The organization secret' }),
})

/** The caller of a route whose access is `user`. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller !== undefined) return request.caller
  throw new PlatformError('internal', 'A route without a caller asked for one')
}
