import { Type } from 'typebox'
import type { Sources } from '../../../events/sources/sources.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from '../instances/asked-instance.ts'
import { IdParams } from '../instances/schemas.ts'
import { SourceSchema, sourceView } from './source-view.ts'

const SourceParams = Type.Object({
  sourceId: Type.Integer({ minimum: 1, description: 'Id of the source' }),
})

const words = {
  tags: ['events'],
  summary: 'Poll a source of events now',
  description:
    'Answers the source before the poll, which follows within seconds; read it again to see what came of it. A webhook is no source that can be polled.',
  response: { 200: SourceSchema },
}
const privilege = 'createElementInstances'

/** Ours: does not wait for the next poll. */
export function pollSource(server: PlatformServer, sources: Sources): void {
  server.route({
    method: 'POST',
    url: '/instances/:id/events/sources/:sourceId/poll',
    config: { access: 'user', privilege },
    schema: {
      ...words,
      params: Type.Object({ ...IdParams.properties, ...SourceParams.properties }),
    },
    handler: async (request) => {
      const { id, sourceId } = request.params
      return sourceView(await sources.poll(callerOf(request), id, sourceId))
    },
  })
}

export function pollOwnSource(server: PlatformServer, sources: Sources): void {
  server.route({
    method: 'POST',
    url: '/instances/events/sources/:sourceId/poll',
    config: { access: 'instance', privilege },
    schema: {
      ...words,
      summary: 'Poll a source of events of the instance of the Element token now',
      params: SourceParams,
    },
    handler: async (request) => {
      const { sourceId } = request.params
      return sourceView(await sources.poll(callerOf(request), ownInstanceId(request), sourceId))
    },
  })
}
