import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import { askedPage, countedWords, PageQuery, shownPage } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import {
  mayChange,
  mayView,
  SubscriptionBody,
  SubscriptionConfigBody,
  SubscriptionParams,
  SubscriptionSchema,
  tags,
  topics,
} from './schemas.ts'

const url = '/notifications/subscriptions'

export function createSubscription(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'POST',
    url,
    config: { ...mayChange, idempotent: true },
    schema: {
      tags,
      summary: 'Subscribe to topics',
      description: 'A webhook gets a secret of its own to verify its requests by.',
      body: SubscriptionBody,
      response: { 200: SubscriptionSchema },
    },
    handler: (request) => subscriptions.create(callerOf(request), request.body),
  })
}

export function listSubscriptions(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'GET',
    url,
    config: mayView,
    schema: {
      tags,
      summary: 'List subscriptions',
      description: `Those made here and those of instances’ callbacks, with their health. ${countedWords}`,
      querystring: Type.Object({
        instanceId: Type.Optional(Type.Integer({ minimum: 1 })),
        ...PageQuery,
      }),
      response: { 200: Type.Array(SubscriptionSchema) },
    },
    async handler(request, reply) {
      const { query } = request
      const page = await subscriptions.list(callerOf(request), query.instanceId, askedPage(query))
      return shownPage(reply, query, page)
    },
  })
}

export function readSubscription(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'GET',
    url: `${url}/:subscriptionId`,
    config: mayView,
    schema: {
      tags,
      summary: 'Read a subscription and its health',
      params: SubscriptionParams,
      response: { 200: SubscriptionSchema },
    },
    handler: (request) => subscriptions.get(callerOf(request), request.params.subscriptionId),
  })
}

export function changeSubscription(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'PATCH',
    url: `${url}/:subscriptionId`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Change a subscription',
      description:
        'Members that are absent stay, null removes. A new url needs headers and basic again, in clear. The callback of an instance is changed by its configuration: 409 here.',
      params: SubscriptionParams,
      body: Type.Object({
        topics: Type.Optional(topics),
        config: Type.Optional(SubscriptionConfigBody),
      }),
      response: { 200: SubscriptionSchema },
    },
    handler: (request) =>
      subscriptions.change(callerOf(request), request.params.subscriptionId, request.body),
  })
}

export function removeSubscription(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'DELETE',
    url: `${url}/:subscriptionId`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Remove a subscription',
      description: 'What was still to be delivered to it is not. Notifications stay.',
      params: SubscriptionParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await subscriptions.remove(callerOf(request), request.params.subscriptionId)
      return emptyAnswer(reply)
    },
  })
}
