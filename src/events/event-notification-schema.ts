/** What a customer's app gets of an event, and of a call that was answered later, for the document of the API. */
import { Type } from 'typebox'
import { notificationSchema } from '../notifications/notification-schema.ts'

const ChangeSchema = Type.Object({
  objectType: Type.String({ description: 'Resource, such as `orders`' }),
  objectId: Type.String({ description: 'Id by which that resource reads the record' }),
  eventType: Type.String({
    description: '`CREATED`, `UPDATED`, `DELETED`, or a word of the connector',
  }),
  elementKey: Type.String({ description: 'Key of the connector' }),
  hubKey: Type.String({ description: 'Key of its hub' }),
  date: Type.String({ format: 'date-time', description: 'When it happened at the vendor' }),
  pollDate: Type.Optional(
    Type.String({ format: 'date-time', description: 'When it was found; only of polls' }),
  ),
  otherId: Type.Optional(
    Type.String({ description: 'Another id of the record, where the vendor tells two' }),
  ),
  newPath: Type.Optional(Type.String({ description: 'Of a file: where it is now' })),
  oldPath: Type.Optional(Type.String({ description: 'Of a file that moved: where it was' })),
  origin: Type.Optional(
    Type.Literal('self', { description: 'The change was made through Hubwright' }),
  ),
  unread: Type.Optional(
    Type.Literal(true, {
      description: 'The record could not be read in time: told as the vendor said it',
    }),
  ),
})

export const EventNotificationSchema = notificationSchema(
  Type.Object({
    elementKey: Type.String({ description: 'Key of the connector' }),
    accountId: Type.Integer({ description: 'Account of the instance' }),
    companyId: Type.Integer({ description: 'Its organization' }),
    userId: Type.Integer({ description: 'Who made the instance' }),
    eventId: Type.String({ description: 'Id of the event, in digits' }),
    instanceId: Type.Integer({ description: 'Instance whose store changed' }),
    instance_id: Type.Integer({ description: 'The same, as older clients read it' }),
    instanceName: Type.String(),
    instanceTags: Type.Array(Type.String()),
    raw: Type.Object(
      {
        objectType: Type.String({
          description: 'Of the first change, unless the vendor has a member of that name',
        }),
        isTest: Type.Optional(Type.Literal(true, { description: 'Only of test events' })),
      },
      {
        description:
          'What was received. Of a webhook what the vendor sent, mostly ids without records; of a poll `instance_id`, `eventId`, `events` and the whole records under the name of the resource',
      },
    ),
    events: Type.Array(ChangeSchema, {
      description:
        'At most 20 changes of a webhook, 10 of a poll; the rest in further notifications',
    }),
  }),
)

export const CallAnswerSchema = Type.Object({
  eventId: Type.Integer({ description: 'As the call was answered with' }),
  instanceId: Type.Integer({ description: 'Instance that was called' }),
  notificationId: Type.Integer({ description: 'As `webhook-id`' }),
  status: Type.Integer({ description: 'Status of the answer' }),
  headers: Type.Record(Type.String(), Type.String(), {
    description: 'Headers of the answer, in lower case',
  }),
  response: Type.Unknown({ description: 'Body of the answer; null without one' }),
})
