import { Type } from 'typebox'
import type { Receiving } from '../../../events/receive/receiving.ts'
import type { WebhookRequest } from '../../../events/receive/receive.ts'
import { largestEvent } from '../../../events/event.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { addressedBy, addressedById, webhookRequest } from './webhook-request.ts'

const elementKey = Type.String({ description: 'Key of the connector' })

/** What a vendor's request may be addressed to, and how each is read. */
const routes = [
  {
    url: '/events/:elementKey',
    summary: 'for all instances of a connector',
    description:
      'The instances are found by the account in the payload, by their instance finder, or by the header `Element-Instances: 12,13`.',
    params: Type.Object({ elementKey }),
    address: (_params, header) => addressedBy(header),
  },
  {
    url: '/events/:elementKey/:encodedId',
    summary: 'for one instance',
    description: 'The address of the old platform. New ones have a token that nobody guesses.',
    params: Type.Object({
      elementKey,
      encodedId: Type.String({ description: "Base64 of the instance's id, padded or not" }),
    }),
    address: ({ encodedId = '' }) => addressedById(encodedId),
  },
  {
    url: '/events/:elementKey/hooks/:token',
    summary: "at an instance's own address",
    description: 'For vendors that take one address for each subscription.',
    params: Type.Object({
      elementKey,
      token: Type.String({ description: 'Of the address that the instance shows' }),
    }),
    address: ({ token = '' }) => ({ kind: 'token', token }),
  },
] as const satisfies readonly {
  url: string
  summary: string
  description: string
  params: object
  address: (
    params: Record<string, string>,
    header: string | string[] | undefined,
  ) => WebhookRequest['address']
}[]

const answers =
  'Vendors call it, without credentials of the platform; the signature that the connector declares is the proof. 200: stored, known before, or wanted by nobody. 401, alike for every reason: not proven, nothing was stored. 413: larger than 8 MB. 503 with Retry-After: not stored, send it again.'

/** Open to everybody: what is not proven is refused. */
export function receiveWebhook(
  server: PlatformServer,
  receiving: Pick<Receiving, 'receive'>,
): void {
  for (const { url, summary, description, params, address } of routes) {
    for (const method of ['POST', 'GET'] as const) {
      server.route({
        method,
        url,
        bodyLimit: largestEvent,
        config: { access: 'public', rawBody: true, errors: [401, 413] },
        schema: {
          tags: ['events'],
          summary: `Take a vendor's webhook ${summary}${method === 'GET' ? ', payload in the query' : ''}`,
          description: `${description} ${answers}`,
          params,
          headers: Type.Object({
            'Element-Instances': Type.Optional(
              Type.String({ description: 'Ids of instances, separated by commas' }),
            ),
          }),
        },
        async handler(request, reply) {
          const given = request.params as Record<string, string>
          const target = address(given, request.headers['element-instances'])
          await receiving.receive(webhookRequest(request, given['elementKey'] ?? '', target))
          return reply.send()
        },
      })
    }
  }
}
