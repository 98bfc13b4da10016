import { Type } from 'typebox'
import type { Caller } from '../../../accounts/caller.ts'
import { lacking } from '../../../accounts/privileges.ts'
import { PlatformError } from '../../../core/errors.ts'
import { readUsagePage, writeUsagePage } from '../../../hub/usage-page.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { instant } from '../usage/instant.ts'
import type { AuditRooms } from './routes.ts'

export interface AuditFamily {
  readonly url: string
  /** Undefined: everything. */
  readonly area: string | undefined
  readonly summary: string
}

const largestPage = 200

const querystring = Type.Object({
  from: Type.Optional(Type.String({ description: 'ISO 8601; by default the beginning' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601; by default now' })),
  userId: Type.Optional(Type.Integer({ description: 'Who acted' })),
  accountId: Type.Optional(Type.Integer({ description: 'Whose account is concerned' })),
  pageSize: Type.Optional(
    Type.Integer({ minimum: 1, description: `At most and by default ${largestPage}` }),
  ),
  nextPage: Type.Optional(
    Type.String({ maxLength: 500, description: 'Elements-Next-Page-Token of the page before' }),
  ),
})

const idOrNull = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description })

const AuditSchema = Type.Object({
  id: Type.String(),
  timestamp: Type.String(),
  user_id: idOrNull('Who acted; null for the platform itself'),
  account_id: idOrNull('The account concerned'),
  org_id: Type.Integer(),
  instance_id: idOrNull('The instance concerned'),
  entity_id: Type.Union([Type.String(), Type.Null()], {
    description: 'Id or key of what was acted on',
  }),
  method: Type.String({ description: 'Empty for what the platform did by itself' }),
  resource_uri: Type.String(),
  ip_address: Type.String(),
  status: Type.Integer(),
  action: Type.String({ description: 'What was done, such as `user.deactivated`' }),
  request_id: Type.Union([Type.String(), Type.Null()]),
})

const idParams = Type.Object({ id: Type.Integer({ description: 'Id of the instance' }) })
const keyParams = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
})

/** The newest first. An empty list is an empty list, but of one thing it is a 404. */
export function listAuditLogs(
  server: PlatformServer,
  { audit, catalog, clock }: AuditRooms,
  { url, area, summary }: AuditFamily,
): void {
  const params = url.endsWith('/:id') ? idParams : keyParams
  server.route({
    method: 'GET',
    url,
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['audit-logs'],
      summary,
      description:
        'Kept for more than a year. Whoever may see only the log of the own account finds what concerns that.',
      ...(url.includes('/:') ? { params } : {}),
      querystring,
      response: { 200: Type.Array(AuditSchema) },
    },
    async handler(request, reply) {
      const caller = callerOf(request)
      const { query } = request
      const limit = Math.min(query.pageSize ?? largestPage, largestPage)
      const rows = await audit.list(caller.organizationId, {
        accountId: accountSeen(caller, query.accountId),
        userId: query.userId,
        area,
        entityId: keyIn(request.params as object, (key) => catalog.get(key)?.key),
        instanceId: idIn(request.params as object),
        from: instant(query.from, 'from') ?? new Date(0),
        to: instant(query.to, 'to') ?? new Date(clock.now() + 1000),
        after: query.nextPage === undefined ? undefined : readUsagePage(query.nextPage),
        limit: limit + 1,
      })
      // Whether a foreign thing exists is told to nobody, and a deleted one has rows of its own.
      if (rows.length === 0 && url.includes('/:')) {
        throw new PlatformError('nothing_found', 'No audit logs found')
      }
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      if (rows.length > limit && last !== undefined) {
        reply.header('elements-next-page-token', writeUsagePage(last))
      }
      reply.header('elements-returned-count', page.length)
      return page.map((row) => ({
        id: row.id,
        timestamp: row.at.toISOString(),
        user_id: row.user_id,
        account_id: row.account_id,
        org_id: row.organization_id,
        instance_id: row.instance_id,
        entity_id: row.entity_id,
        method: row.method,
        resource_uri: row.resource_uri,
        ip_address: row.ip_address,
        status: row.status,
        action: row.action,
        request_id: row.request_id,
      }))
    },
  })
}

/** The account whose rows are shown; undefined for all of the organization. */
function accountSeen(caller: Caller, asked: number | undefined): number | undefined {
  if (caller.privileges.has('viewLogsOrg')) return asked
  if (asked !== undefined && asked !== caller.accountId) throw lacking(['viewLogsOrg'])
  return caller.accountId
}

function keyIn(params: object, keyOf: (keyOrId: string) => string | undefined): string | undefined {
  if (!('keyOrId' in params)) return undefined
  return keyOf(String(params.keyOrId)) ?? String(params.keyOrId)
}

/** Of an instance: also what was done with its parts, which have ids of their own. */
function idIn(params: object): number | undefined {
  return 'id' in params ? Number(params.id) : undefined
}
