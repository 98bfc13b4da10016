import { Type } from 'typebox'
import { hopsHeader, readHops } from '../../../core/hops.ts'
import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { mayChange, NotificationSchema, tags } from './schemas.ts'

export function createNotification(server: PlatformServer, { records }: Notifications): void {
  server.route({
    method: 'POST',
    url: '/notifications',
    config: { ...mayChange, idempotent: true },
    schema: {
      tags,
      summary: 'Tell those who subscribed to a topic',
      body: Type.Object(
        {
          topic: Type.String({ minLength: 1, maxLength: 200 }),
          severity: Type.Optional(Type.Enum(['low', 'medium', 'high'], { default: 'low' })),
          message: Type.String({ maxLength: 100_000, description: 'A text' }),
          from: Type.Optional(
            Type.String({ maxLength: 500, description: 'Whatever you want to be told as `from`' }),
          ),
        },
        {
          examples: [
            { topic: 'deploys', severity: 'low', message: 'Version 12 is live', from: 'shop-app' },
          ],
        },
      ),
      response: { 200: NotificationSchema },
    },
    handler(request) {
      const { topic, message, severity = 'low', from = '' } = request.body
      const hops = readHops(request.headers[hopsHeader])
      return records.create(callerOf(request), { topic, message, severity, from, hops })
    },
  })
}
