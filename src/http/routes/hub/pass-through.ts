import { Type } from 'typebox'
import type { Hub } from '../../../hub/hub.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { hubRequestOf } from './hub-request-of.ts'
import { nameInstance, sendAnswer } from './send-answer.ts'

/** Requests of the client's own making below the vendor's base.url. `proxy` is a reserved resource name. */
export function passThrough(server: PlatformServer, hub: Hub): void {
  for (const url of ['/hubs/:hub/proxy', '/hubs/:hub/proxy/*']) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      server.route({
        method,
        url,
        config: { access: 'instance', rawBody: true, idempotent: method === 'POST' },
        schema: {
          tags: ['hub'],
          summary: `Pass a ${method} on to the vendor`,
          description:
            "The path after `proxy/` is relative to the instance's `base.url`. Credentials are added; status and body come back as the vendor sent them. Quota, time limits and guards are those of every hub call.",
          response: { 200: Type.Unknown({ description: "The vendor's own answer" }) },
        },
        handler: async (request, reply) => {
          nameInstance(request, reply)
          const call = hubRequestOf(request)
          return sendAnswer(reply, await hub.proxy(call, call.path.slice('/proxy'.length)))
        },
      })
    }
  }
}
