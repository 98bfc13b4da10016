import { Type } from 'typebox'
import type { PasswordPolicies } from '../../../accounts/password-policies.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { PolicySchema } from './schemas.ts'

const url = '/organizations/password-policies'
const tags = ['organizations']

export function readPolicy(server: PlatformServer, policies: PasswordPolicies): void {
  server.route({
    method: 'GET',
    url,
    config: { access: 'user' },
    schema: {
      tags,
      summary: 'Read the rules for passwords in your organization',
      response: { 200: PolicySchema },
    },
    handler: (request) => policies.get(callerOf(request)),
  })
}

export function savePolicy(server: PlatformServer, policies: PasswordPolicies): void {
  server.route({
    method: 'PUT',
    url,
    config: { access: 'user', privilege: 'modifySecurity' },
    schema: {
      tags,
      summary: 'Set the rules for passwords in your organization',
      description: `What is absent is as usual. They hold for passwords chosen from now on; expirationDays for all.`,
      // The room judges the members, so that one answer names all that are out of range.
      body: Type.Object(
        Object.fromEntries(
          Object.keys(PolicySchema.properties).map((key) => [key, Type.Optional(Type.Unknown())]),
        ),
        { additionalProperties: true },
      ),
      response: { 200: PolicySchema },
    },
    handler: (request) => policies.save(callerOf(request), request.body),
  })
}

export function resetPolicy(server: PlatformServer, policies: PasswordPolicies): void {
  server.route({
    method: 'DELETE',
    url,
    config: { access: 'user', privilege: 'modifySecurity' },
    schema: {
      tags,
      summary: 'Back to the usual rules for passwords',
      response: emptyResponse,
    },
    async handler(request, reply) {
      await policies.reset(callerOf(request))
      return emptyAnswer(reply)
    },
  })
}
