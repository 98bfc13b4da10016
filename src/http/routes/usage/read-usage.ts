import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../../accounts/caller.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { UsageSchema, usageView } from './usage-view.ts'
import type { UsageRooms } from './routes.ts'

/** One record, by its id or by the `Elements-Request-Id` of the call. */
export function readUsage(server: PlatformServer, rooms: UsageRooms): void {
  server.route({
    method: 'GET',
    url: '/usage/:id',
    config: { access: 'user', privilege: ['viewLogsOrg', 'viewLogsAccount'] },
    schema: {
      tags: ['usage'],
      summary: 'Read the record of one hub call',
      params: Type.Object({
        id: Type.String({ description: "Id of the record, or the call's Elements-Request-Id" }),
      }),
      response: { 200: UsageSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      await rooms.usage.flush()
      const found = await rooms.usageStore.find(scopeOf(request), id)
      if (found !== undefined) return usageView(found, rooms.connectorName)
      throw new PlatformError('not_found', `No usage found with ID ${id.slice(0, 100)}`)
    },
  })
}

/** Whose records a caller sees: the organization's where his roles show him its logs, else those of the account. */
export function scopeOf(request: FastifyRequest): { organizationId: number; accountId?: number } {
  const caller = request.caller as Caller
  const { organizationId, accountId } = caller
  return caller.privileges.has('viewLogsOrg') ? { organizationId } : { organizationId, accountId }
}
