/** What befalls the platform's own work for an organization is told to whoever subscribed to the topic `operations`. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import { addNotifications } from './add-notifications-store.ts'
import { notificationBody } from './notification-body.ts'
import { operationsTopic } from './notification.ts'

/** Words of `message.type`. */
export type OperationType =
  | 'instance.reauth_required'
  | 'source.broken'
  | 'source.recovered'
  | 'callback.disabled'
  | 'event.failed'

export interface Operation {
  readonly organizationId: number
  /** Of the instance or subscription concerned; the organization's default account is told as well. */
  readonly accountId: number
  readonly instanceId?: number | undefined
  readonly type: OperationType
  /** Further members of the message. Nothing secret. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** In the transaction of what is told. Answers the id of the notification. */
export async function raise(trx: Kysely<Schema>, operation: Operation): Promise<number> {
  const { organizationId, accountId, instanceId, type, data } = operation
  const topic = operationsTopic
  const severity = type === 'source.recovered' ? 'low' : 'high'
  const [added] = await addNotifications(trx, [
    {
      organizationId,
      accountId,
      instanceId,
      kind: 'operations',
      topic,
      severity,
      body(id, createdDate) {
        const message = {
          type,
          timestamp: createdDate,
          ...(instanceId === undefined ? {} : { instanceId }),
          ...data,
        }
        return notificationBody({ message, topic, severity, from: 'hubwright' }, id, createdDate)
      },
    },
  ])
  return added?.id ?? 0
}
