import { Type } from 'typebox'
import type { Hub } from '../../../hub/hub.ts'
import { platformNamesOf } from '../../hub-paths.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { hubRequestOf } from './hub-request-of.ts'
import { checkAccept, nameInstance, sendAnswer } from './send-answer.ts'

const summaries = {
  GET: 'List or read records of a connected account',
  POST: 'Create a record',
  PUT: 'Replace a record',
  PATCH: 'Change members of a record',
  DELETE: 'Delete a record',
} as const

/** Resources of the instance's connector. The hub's name is not checked; without `/hubs/{hub}` it is the same call. */
export function callResource(
  server: PlatformServer,
  hub: Hub,
  routes: readonly { readonly url: string }[],
): void {
  let platformNames: ReadonlySet<string> | undefined
  server.addHook('onReady', (done) => {
    platformNames = platformNamesOf(routes)
    done()
  })
  for (const method of Object.keys(summaries) as (keyof typeof summaries)[]) {
    server.route({
      method,
      url: '/hubs/:hub/*',
      config: { access: 'instance', idempotent: method === 'POST' },
      schema: {
        tags: ['hub'],
        summary: summaries[method],
        description:
          "The path after the hub is a resource of the instance's connector; `/elements/{key}/docs` describes them. Where it has none, most connectors ask the vendor by the same name: `/{objectName}/{objectId}/{childObjectName}/{childObjectId}`. Lists take `where`, `pageSize`, `nextPage`, `page`, `fields` and `orderBy`; other parameters are the resource's own. With `Elements-Async-Request: true` the call is made later: the answer is an `eventId`, and what the call answers is sent to `Elements-Async-Callback-Url`, or to the instance's own callback. Instances with `cachingEnabled` tell in `Elements-Cache` whether an answer was remembered.",
        response: { 200: Type.Unknown({ description: 'The record or list in JSON' }) },
      },
      handler: async (request, reply) => {
        nameInstance(request, reply)
        checkAccept(request)
        return sendAnswer(
          reply,
          await hub.call(hubRequestOf(request, request.raw.url, platformNames)),
        )
      },
    })
  }
}
