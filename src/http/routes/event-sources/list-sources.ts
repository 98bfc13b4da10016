import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { Sources } from '../../../events/sources/sources.ts'
import { largestPage, noteOversize, PageQuery } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from '../instances/schemas.ts'
import { SourceSchema, sourceView, StateWord } from './source-view.ts'

const paging = {
  state: Type.Optional(StateWord),
  pageSize: PageQuery.pageSize,
  nextPage: PageQuery.nextPage,
}
const Query = Type.Object(paging)
const AccountQuery = Type.Object({
  ...paging,
  instanceId: Type.Optional(Type.Integer({ minimum: 1, description: 'Only of this instance' })),
})

const config = { access: 'user', privilege: 'viewElements' } as const
const tags = ['events']
const description =
  'Where events come from, and when each source last proved to work. In the order of their ids; an empty list when there are none.'
const response = { 200: Type.Array(SourceSchema) }

/** Ours: the sources of one instance. */
export function listInstanceSources(server: PlatformServer, sources: Sources): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/events/sources',
    config,
    schema: {
      tags,
      summary: 'List the sources of events of an instance',
      description,
      params: IdParams,
      querystring: Query,
      response,
    },
    handler: (request, reply) => page(sources, request, reply, request.params.id, request.query),
  })
}

/** Ours: the sources of all instances; with an Element token those of its instance. */
export function listSources(server: PlatformServer, sources: Sources): void {
  server.route({
    method: 'GET',
    url: '/instances/events/sources',
    config,
    schema: {
      tags,
      summary: 'List the sources of events of all instances',
      description: `${description} With an Element token in the header: of its instance.`,
      querystring: AccountQuery,
      response,
    },
    handler: (request, reply) => {
      const own = request.instanceCaller?.instance.id
      return page(sources, request, reply, own ?? request.query.instanceId, request.query)
    },
  })
}

async function page(
  sources: Sources,
  request: FastifyRequest,
  reply: FastifyReply,
  instanceId: number | undefined,
  query: Static<typeof Query>,
) {
  const limit = Math.min(query.pageSize ?? largestPage, largestPage)
  const found = await sources.list(callerOf(request), {
    instanceId,
    state: query.state,
    afterId: query.nextPage === undefined ? undefined : readPage(query.nextPage),
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  if (found.length > limit && last !== undefined)
    reply.header('elements-next-page-token', String(last.id))
  reply.header('elements-returned-count', shown.length)
  noteOversize(reply, query.pageSize)
  return shown.map(sourceView)
}

function readPage(token: string): number {
  if (/^[1-9]\d{0,14}$/.test(token)) return Number(token)
  const message =
    "The 'nextPage' token cannot be read; use the value of Elements-Next-Page-Token as it came"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'nextPage', message }] })
}
