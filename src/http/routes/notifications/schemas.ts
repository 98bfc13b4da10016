/** The shapes of notifications, subscriptions and deliveries; field names are the old platform's where it had them. */
import { Type } from 'typebox'
import {
  channels,
  deliveryStatuses,
  inactiveReasons,
  shownStatuses,
} from '../../../notifications/subscription.ts'

export const tags = ['notifications']

/** Reading follows whoever may see instances, changing whoever may make them. */
export const mayView = { access: 'user', privilege: 'viewElements' } as const
export const mayChange = { access: 'user', privilege: 'createElementInstances' } as const

const id = (description: string) =>
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description })
export const NotificationParams = Type.Object({ notificationId: id('Id of the notification') })
export const SubscriptionParams = Type.Object({ subscriptionId: id('Id of the subscription') })
export const DeliveryParams = Type.Object({
  notificationId: id('Id of the notification'),
  subscriptionId: id('Id of the subscription'),
})

export const hydrate = Type.Optional(
  Type.Boolean({ description: 'With the notification and the subscription' }),
)
export const where = Type.Optional(
  Type.String({
    maxLength: 10_000,
    description:
      "CEQL on channel, status, subscriptionId, config.url and config.email, such as `channel='webhook' and status='queued'`; other names and words are refused",
  }),
)
export const from = Type.Optional(
  Type.String({ description: 'Notifications made since then; ISO 8601' }),
)
export const to = Type.Optional(
  Type.String({ description: 'Notifications made until then; ISO 8601' }),
)
export const goOn = Type.Optional(
  Type.String({
    maxLength: 200,
    description: '`nextPage` of the answer before: goes on where that ended, up to the same time',
  }),
)
const statusWords =
  'created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks'
export const status = Type.Enum([...deliveryStatuses], { description: statusWords })

export const kind = Type.Enum(['events', 'operations', 'custom', 'answer'], {
  description:
    'events: what changed at vendors; operations: what befell the platform’s own work; custom: what you posted; answer: to one call',
})

export const NotificationSchema = Type.Object({
  id: Type.Integer(),
  topic: Type.String(),
  severity: Type.String(),
  message: Type.Unknown({ description: 'A text, or the object that was sent' }),
  from: Type.String(),
  createdDate: Type.String(),
  active: Type.Boolean(),
  acknowledged: Type.Boolean(),
  kind: Type.String({ description: '`events`, `operations`, `custom` or `answer`' }),
  accountId: Type.Integer(),
  instanceId: Type.Optional(Type.Integer()),
  eventId: Type.Optional(Type.String()),
})

const text = (description: string) =>
  Type.Optional(Type.Union([Type.String({ maxLength: 4096 }), Type.Null()], { description }))

export const SubscriptionConfigBody = Type.Object({
  url: text('Of a webhook: where notifications are posted'),
  email: text('Of an e-mail: the address'),
  to: text('Of sms and push, which are kept for pull alone'),
  signatureKey: text('Key of Elements-Webhook-Signature'),
  headers: Type.Optional(
    Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
      description: 'Sent with each request; none of ours, of the connection or Host',
    }),
  ),
  basic: Type.Optional(
    Type.Union(
      [
        Type.Object({
          username: Type.String({ maxLength: 1000, pattern: '^[^:]*$' }),
          password: Type.String({ maxLength: 1000 }),
        }),
        Type.Null(),
      ],
      { description: 'Basic authentication at the URL' },
    ),
  ),
})

export const topics = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  minItems: 1,
  maxItems: 100,
  description:
    '`instance-{id}-{element}-events` of one instance, `events` of all of the account, `operations`, or topics of your own',
})

export const SubscriptionBody = Type.Object({
  channel: Type.Enum([...channels]),
  topics,
  config: SubscriptionConfigBody,
})

export const SubscriptionSchema = Type.Object({
  id: Type.Integer(),
  channel: Type.String(),
  topics: Type.Array(Type.String()),
  config: Type.Record(Type.String(), Type.Unknown(), { description: 'Secrets as ********' }),
  active: Type.Boolean(),
  origin: Type.String({
    description: '`callback` of an instance’s configuration, or `subscribed` by this API',
  }),
  accountId: Type.Integer(),
  instanceId: Type.Optional(Type.Integer()),
  instanceName: Type.Optional(Type.String()),
  inactiveReason: Type.Optional(Type.Enum([...inactiveReasons])),
  inactiveSince: Type.Optional(Type.String()),
  failures: Type.Integer({ description: 'In a row' }),
  lastSuccessDate: Type.Optional(Type.String()),
  lastFailureDate: Type.Optional(Type.String()),
  lastFailure: Type.Optional(Type.String()),
  restsUntil: Type.Optional(
    Type.String({ description: 'After failures in a row nothing is sent before' }),
  ),
  previousSecretUntil: Type.Optional(
    Type.String({ description: 'The secret before signs too, until then' }),
  ),
  createdDate: Type.String(),
  updatedDate: Type.String(),
  queued: Type.Optional(Type.Integer({ description: 'Deliveries kept; counted up to 10,000' })),
  waiting: Type.Optional(
    Type.Integer({ description: 'Deliveries to be made; counted up to 10,000' }),
  ),
})

export const DeliverySchema = Type.Object({
  notificationId: Type.Integer(),
  subscriptionId: Type.Integer(),
  status: Type.Enum([...shownStatuses], {
    description: `${statusWords}; cancelled: the callback was removed before it took it`,
  }),
  createdDate: Type.String(),
  updatedDate: Type.String(),
  tries: Type.Integer(),
  lastStatus: Type.Optional(Type.Integer()),
  lastFailure: Type.Optional(Type.String()),
  nextTryDate: Type.Optional(
    Type.String({ description: 'Not before the rest of the callback is over' }),
  ),
  callbackRestsUntil: Type.Optional(
    Type.String({ description: 'The callback rests after failures: nothing is sent to it before' }),
  ),
  callbackInactiveReason: Type.Optional(
    Type.Enum([...inactiveReasons], { description: 'Why the callback is not served' }),
  ),
  notification: Type.Optional(NotificationSchema),
  subscription: Type.Optional(SubscriptionSchema),
})

export const RedeliveredSchema = Type.Object({
  deliveries: Type.Integer({ description: 'To be sent again' }),
  reactivated: Type.Integer({ description: 'Callbacks that are served again' }),
  more: Type.Boolean({
    description: 'Not all were put back: send the same request again, with `nextPage`',
  }),
  nextPage: Type.Optional(Type.String({ description: 'Where the next request goes on' })),
})

export const SecretSchema = Type.Object({
  secret: Type.String({ description: 'Of Standard Webhooks, `whsec_…`' }),
  previousSecret: Type.Optional(Type.String()),
  previousSecretUntil: Type.Optional(Type.String({ description: 'It signs too, until then' })),
})

export const SettingsSchema = Type.Record(Type.String(), Type.String(), {
  description: '`notification.webhook.failure.policy`: `retry` or `queue`',
})
