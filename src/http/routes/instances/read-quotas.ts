import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from './schemas.ts'

const largestPage = 200

const QuotaSchema = Type.Object({
  instanceId: Type.Integer(),
  instanceName: Type.String(),
  accountId: Type.Integer(),
  elementKey: Type.String(),
  elementName: Type.String(),
  perMinute: Type.Optional(
    Type.Integer({ description: 'Calls a minute by the definition; absent: no limit is known' }),
  ),
  usablePerMinute: Type.Optional(
    Type.Integer({ description: 'So many of them are given out; the rest is a reserve' }),
  ),
  concurrency: Type.Optional(Type.Integer({ description: 'Calls at the same time' })),
  usedLastMinute: Type.Integer({
    description: 'Set aside by the servers in the last minute; they take calls in small packs',
  }),
  blockedUntil: Type.Optional(
    Type.String({ description: 'ISO 8601; the vendor answered 429 and is left alone until then' }),
  ),
  quotaKey: Type.String({
    description: 'The same for instances that are one connection at the vendor and share its quota',
  }),
})

const privilege = 'viewElements'
const tags = ['instances']

/** Ours: what a vendor allows an instance, and what was used of it. */
export function readQuota(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/quota',
    config: { access: 'user', privilege },
    schema: {
      tags,
      summary: "Read how much of the vendor's quota an instance used",
      params: IdParams,
      response: { 200: QuotaSchema },
    },
    handler: (request) => instances.quota(callerOf(request), request.params.id),
  })
}

/** Ours: the same of all instances. */
export function listQuotas(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances/quotas',
    config: { access: 'user', privilege },
    schema: {
      tags,
      summary: "List how much of the vendors' quotas instances used",
      description: 'Answers 404 "No instances found" when there are none.',
      querystring: Type.Object({
        accountId: Type.Optional(
          Type.Integer({
            minimum: 1,
            description: 'Instances of this account, where you may see them',
          }),
        ),
        pageSize: Type.Optional(
          Type.Integer({ minimum: 1, description: `At most and by default ${largestPage}` }),
        ),
        nextPage: Type.Optional(
          Type.String({
            maxLength: 500,
            description: 'Elements-Next-Page-Token of the page before',
          }),
        ),
      }),
      response: { 200: Type.Array(QuotaSchema) },
    },
    async handler(request, reply) {
      const { accountId, pageSize, nextPage } = request.query
      const page = await instances.quotas(callerOf(request), {
        accountId,
        pageSize: Math.min(pageSize ?? largestPage, largestPage),
        nextPage,
      })
      reply.header('elements-returned-count', page.quotas.length)
      if (page.nextPage !== undefined) reply.header('elements-next-page-token', page.nextPage)
      return page.quotas
    },
  })
}
