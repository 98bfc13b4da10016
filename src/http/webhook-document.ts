/** What we send to callbacks, as `webhooks` of the OpenAPI document. */
import type { TSchema } from 'typebox'
import { CallAnswerSchema, EventNotificationSchema } from '../events/event-notification-schema.ts'
import {
  OperationNotificationSchema,
  PostedNotificationSchema,
  WebhookHeadersSchema,
} from '../notifications/notification-schema.ts'

const required: readonly string[] = WebhookHeadersSchema.required

// OpenAPI has Content-Type and Authorization elsewhere and ignores them as parameters.
const parameters = Object.entries(WebhookHeadersSchema.properties)
  .filter(([name]) => name !== 'content-type' && name !== 'authorization')
  .map(([name, schema]) => {
    const { description, ...rest } = schema as { description?: string }
    const about = description === undefined ? {} : { description }
    return { name, in: 'header', required: required.includes(name), ...about, schema: rest }
  })

const responses = {
  '2XX': { description: 'Taken' },
  '410': { description: 'Tell me no more: the subscription is disabled at once' },
  default: { description: 'Not taken; it is told again later' },
}

function told(name: string, summary: string, schema: TSchema) {
  return {
    post: {
      operationId: name,
      tags: ['notifications'],
      summary,
      parameters,
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses,
      security: [],
    },
  }
}

/** By kind of notification. */
export const webhooks = {
  event: told('tellEvent', 'Something changed at a vendor', EventNotificationSchema),
  operation: told(
    'tellOperation',
    'Something befell Hubwright’s own work for you',
    OperationNotificationSchema,
  ),
  posted: told(
    'tellPosted',
    'A notification that was posted to a topic of your own',
    PostedNotificationSchema,
  ),
  answer: told('tellAnswer', 'The answer to an asynchronous call', CallAnswerSchema),
}
