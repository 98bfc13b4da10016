/** The notifications of an event: what the customer's app gets, byte for byte as the old platform wrote it. Pure. */
import { hopsHeader, readHops } from '../../core/hops.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { instanceTopic, type NewNotification } from '../../notifications/notification.ts'
import type { NormalizedEvent } from '../event.ts'
import type { WaitingEvent } from './job.ts'
import type { Payload } from './payload.ts'

/** Most events of one notification; the rest goes into further ones. */
const mostOfPoll = 10
const mostOfWebhook = 20

/** In how many notifications so many changes are told. */
export function notificationCount(source: WaitingEvent['source'], changes: number): number {
  return Math.ceil(changes / mostOf(source))
}

/** Each repeats the whole payload. Key order is that of the old platform. */
export function notificationsOf(
  event: Pick<
    WaitingEvent,
    'eventId' | 'organizationId' | 'accountId' | 'userId' | 'source' | 'headers'
  >,
  instance: Pick<OpenInstance, 'id' | 'name' | 'tags' | 'connector'>,
  payload: Payload,
  told: readonly NormalizedEvent[],
): NewNotification[] {
  const most = mostOf(event.source)
  const { key } = instance.connector
  const topic = instanceTopic(instance.id, key)
  const severity = 'low'
  const hops = readHops(event.headers[hopsHeader])
  const raw = payload.raw(told[0]?.objectType ?? '')
  const head = JSON.stringify({
    elementKey: key,
    accountId: event.accountId,
    companyId: event.organizationId,
    userId: event.userId,
    eventId: String(event.eventId),
    instanceId: instance.id,
    instance_id: instance.id,
    instanceName: instance.name,
    instanceTags: instance.tags,
  }).slice(0, -1)
  return Array.from({ length: notificationCount(event.source, told.length) }, (_, index) => {
    const events = JSON.stringify(told.slice(index * most, (index + 1) * most))
    return {
      organizationId: event.organizationId,
      accountId: event.accountId,
      instanceId: instance.id,
      eventId: event.eventId,
      kind: 'events',
      topic,
      severity,
      hops,
      body(id, createdDate) {
        const record = JSON.stringify({ topic, severity, from: key, id, createdDate }).slice(1)
        return `{"message":${head},"raw":${raw},"events":${events}},${record}`
      },
    }
  })
}

function mostOf(source: WaitingEvent['source']): number {
  return source === 'webhook' ? mostOfWebhook : mostOfPoll
}
