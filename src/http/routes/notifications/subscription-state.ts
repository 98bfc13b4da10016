import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { mayChange, SecretSchema, SubscriptionParams, SubscriptionSchema, tags } from './schemas.ts'

const url = '/notifications/subscriptions/:subscriptionId'

export function enableSubscription(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'PUT',
    url: `${url}/active`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Serve a subscription again',
      description:
        'From now on; what was kept meanwhile is sent when you ask for it with PUT …/deliveries.',
      params: SubscriptionParams,
      response: { 200: SubscriptionSchema },
    },
    handler: (request) => subscriptions.enable(callerOf(request), request.params.subscriptionId),
  })
}

export function disableSubscription(
  server: PlatformServer,
  { subscriptions }: Notifications,
): void {
  server.route({
    method: 'DELETE',
    url: `${url}/active`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Serve a subscription no more',
      description: 'What is told meanwhile is kept.',
      params: SubscriptionParams,
      response: { 200: SubscriptionSchema },
    },
    handler: (request) => subscriptions.disable(callerOf(request), request.params.subscriptionId),
  })
}

export function readWebhookSecret(server: PlatformServer, { subscriptions }: Notifications): void {
  server.route({
    method: 'GET',
    url: `${url}/secret`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Read the secret that signs the requests to a subscription',
      description: 'The reading goes into the audit log.',
      params: SubscriptionParams,
      response: { 200: SecretSchema },
    },
    handler: (request) => subscriptions.secretOf(callerOf(request), request.params.subscriptionId),
  })
}

export function rotateWebhookSecret(
  server: PlatformServer,
  { subscriptions }: Notifications,
): void {
  server.route({
    method: 'POST',
    url: `${url}/secret`,
    config: mayChange,
    schema: {
      tags,
      summary: 'Replace the secret that signs the requests to a subscription',
      description:
        'The secret before signs too for another 24 hours. A second replacement ends that at once: the two latest secrets sign, the one before them no more.',
      params: SubscriptionParams,
      response: { 200: SecretSchema },
    },
    handler: (request) =>
      subscriptions.rotateSecret(callerOf(request), request.params.subscriptionId),
  })
}
