/**
 * What a customer's app gets, for the document of the API: what this room and that of events write. A journey holds it
 * equal to what really arrives and to the guide.
 */
import { Type, type TSchema } from 'typebox'

/** Members that every notification has beside its `message`. */
export function notificationSchema<Message extends TSchema>(message: Message) {
  return Type.Object({
    message,
    topic: Type.String({ description: 'Topic that was subscribed to' }),
    severity: Type.Enum(['low', 'medium', 'high']),
    from: Type.String({
      description: 'Key of the connector, `hubwright`, or what the one who posted it wrote',
    }),
    id: Type.Integer({ description: 'Of the notification, as in `webhook-id`' }),
    createdDate: Type.String({
      format: 'date-time',
      description: 'When the notification was made',
    }),
  })
}

export const PostedNotificationSchema = notificationSchema(
  Type.String({ description: 'The text that was posted' }),
)

export const OperationNotificationSchema = notificationSchema(
  Type.Object({
    type: Type.Enum([
      'instance.reauth_required',
      'source.broken',
      'source.recovered',
      'callback.disabled',
      'event.failed',
    ]),
    timestamp: Type.String({ format: 'date-time', description: 'As `createdDate`' }),
    instanceId: Type.Optional(Type.Integer({ description: 'The instance concerned, if one is' })),
    reason: Type.Optional(
      Type.String({
        description: 'Why, in a sentence; of `callback.disabled` one word, `gone` or `failures`',
      }),
    ),
    instanceName: Type.Optional(Type.String({ description: 'Of `instance.reauth_required`' })),
    elementKey: Type.Optional(
      Type.String({ description: 'Key of the connector; of `instance.reauth_required`' }),
    ),
    sourceId: Type.Optional(Type.Integer({ description: 'Of `source.*`' })),
    kind: Type.Optional(
      Type.String({ description: 'Of `source.*`: `webhook`, `poll` or `reconcile`' }),
    ),
    resource: Type.Optional(Type.String({ description: 'What a source polls; of `source.*`' })),
    subscriptionId: Type.Optional(Type.Integer({ description: 'Of `callback.disabled`' })),
    url: Type.Optional(
      Type.String({ description: 'Address that is served no more; of `callback.disabled`' }),
    ),
    status: Type.Optional(
      Type.Union([Type.Integer(), Type.Null()], {
        description: 'What it answered last; of `callback.disabled`',
      }),
    ),
    failure: Type.Optional(
      Type.Union([Type.String(), Type.Null()], {
        description: 'Why no answer came, in a word; of `callback.disabled`',
      }),
    ),
    eventId: Type.Optional(
      Type.Integer({ description: 'The event that was given up; of `event.failed`' }),
    ),
  }),
)

/** Headers of a request to a callback. */
export const WebhookHeadersSchema = Type.Object({
  'content-type': Type.Literal('application/json'),
  'user-agent': Type.Literal('Hubwright'),
  'webhook-id': Type.String({ description: 'Id of the notification, the same at every try' }),
  'webhook-timestamp': Type.String({ description: 'Of this try; seconds since 1970' }),
  'webhook-signature': Type.String({
    description:
      '`v1,` and an HMAC-SHA256 in base64, by Standard Webhooks; two with a blank between for a day after the secret was replaced',
  }),
  'hubwright-hops': Type.String({
    description: 'How many notifications led to this one, itself counted',
  }),
  'elements-webhook-id': Type.String({ description: 'As `webhook-id`' }),
  'elements-webhook-signature': Type.Optional(
    Type.String({
      description:
        '`sha256=` and an HMAC-SHA256 of the body alone in base64, where a signature key is set',
    }),
  ),
  authorization: Type.Optional(
    Type.String({ description: 'Basic, where a user name and a password are set' }),
  ),
})
