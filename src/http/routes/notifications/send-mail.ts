import { Type } from 'typebox'
import type { Notifications } from '../../../notifications/notifications.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { mayChange, tags } from './schemas.ts'

export function sendMail(server: PlatformServer, notifications: Notifications): void {
  server.route({
    method: 'POST',
    url: '/notifications/emails',
    config: { ...mayChange, idempotent: true },
    schema: {
      tags,
      summary: 'Send a mail',
      description:
        'Through the mail server of the operator. It is listed as a notification of the topic `emails`; without a mail server it is kept there. Answers go to `from`. The answer of this route is empty.',
      body: Type.Object({
        to: Type.String({ minLength: 1, maxLength: 254 }),
        from: Type.Optional(Type.String({ maxLength: 254 })),
        subject: Type.Optional(Type.String({ maxLength: 500 })),
        message: Type.Optional(Type.String({ maxLength: 100_000 })),
      }),
      response: emptyResponse,
    },
    async handler(request, reply) {
      await notifications.sendMail(callerOf(request), request.body)
      return emptyAnswer(reply)
    },
  })
}
