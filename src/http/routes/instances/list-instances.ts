import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { Instances } from '../../../instances/instances.ts'
import { instanceStates, type InstanceState } from '../../../instances/instance-store.ts'
import type { InstanceView } from '../../../instances/instance-view.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { InstanceSchema, KeyOrIdParams, TokenQuery } from './schemas.ts'

const largestPage = 200

const ListQuery = Type.Object({
  ...TokenQuery.properties,
  'tags[]': Type.Optional(
    Type.Array(Type.String(), { description: 'Instances that carry all of these tags' }),
  ),
  searchText: Type.Optional(Type.String({ description: 'A part of the name or of a tag' })),
  accountId: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Instances of this account, where you may see them' }),
  ),
  state: Type.Optional(
    Type.String({
      description:
        '`connected` or `reauth_required` for those that are not disabled, or `disabled`',
    }),
  ),
  hydrate: Type.Optional(Type.Boolean({ description: 'false leaves the configuration out' })),
  pageSize: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: `Items on a page; at most and by default ${largestPage}`,
    }),
  ),
  nextPage: Type.Optional(
    Type.String({ description: 'Elements-Next-Page-Token of the page before' }),
  ),
  page: Type.Optional(Type.Integer({ minimum: 1, description: 'Number of the page, from 1' })),
})

export function listInstances(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Find instances',
      description: 'Answers 404 "No instances found" when none fits.',
      querystring: ListQuery,
      response: { 200: Type.Array(InstanceSchema) },
    },
    handler: (request, reply) => page(instances, request, reply, request.query, undefined),
  })
}

export function listElementInstances(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/instances',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Find instances of a connector',
      description: 'Answers 404 "No instances found" when none fits.',
      params: KeyOrIdParams,
      querystring: ListQuery,
      response: { 200: Type.Array(InstanceSchema) },
    },
    handler: (request, reply) =>
      page(instances, request, reply, request.query, request.params.keyOrId),
  })
}

async function page(
  instances: Instances,
  request: FastifyRequest,
  reply: FastifyReply,
  query: Static<typeof ListQuery>,
  element: string | undefined,
): Promise<InstanceView[]> {
  const found = await instances.search(callerOf(request), {
    element,
    accountId: query.accountId,
    tags: query['tags[]'],
    searchText: query.searchText,
    state: stateOf(query.state),
    hydrate: query.hydrate,
    token: query.token,
    pageSize: Math.min(query.pageSize ?? largestPage, largestPage),
    nextPage: query.nextPage,
    page: query.page,
  })
  reply.header('elements-returned-count', found.instances.length)
  if (found.nextPage !== undefined) reply.header('elements-next-page-token', found.nextPage)
  return found.instances
}

function stateOf(text: string | undefined): InstanceState | undefined {
  const state = instanceStates.find((one) => one === text)
  if (text === undefined || state !== undefined) return state
  const message = `must be one of ${instanceStates.join(', ')}`
  const details = [{ path: 'state', message }]
  throw new PlatformError('invalid_request', `'state' ${message}`, { details })
}
