import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { findConnector } from '../elements/find-connector.ts'
import { KeyOrIdParams } from '../instances/schemas.ts'
import type { TraceRooms } from './routes.ts'
import { ExchangeSchema, traceMap } from './trace-view.ts'

/** What was said to the vendor while an instance was made or authenticated, in the old platform's form. */
export function readProvisioningTrace(server: PlatformServer, rooms: TraceRooms): void {
  const { catalog, traces } = rooms
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/trace/:traceId',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['traces'],
      summary: 'Read what was said to the vendor while an instance was made',
      description:
        'For requests on instances with `providerData.debug: true`, whether they succeeded or not. A map of exchanges, each under `METHOD:/path` of the vendor; a repeated one has a number after it. Secrets are masked.',
      params: Type.Object({
        ...KeyOrIdParams.properties,
        traceId: Type.String({ description: 'Elements-Trace-Id of the answer' }),
      }),
      response: { 200: Type.Record(Type.String(), ExchangeSchema) },
    },
    handler: async (request) => {
      const caller = callerOf(request)
      const connector = findConnector(catalog, request.params.keyOrId, caller)
      const trace = await traces.read(caller.organizationId, {
        requestId: request.params.traceId,
        connectorKey: connector.key,
        accountId: caller.isOrganizationAdmin ? undefined : caller.accountId,
      })
      return traceMap(trace)
    },
  })
}
