/** How an event of the log looks: the old platform's members, and ours behind them. */
import { Type, type Static } from 'typebox'
import type { LoggedEvent } from '../../../events/log/event-log-store.ts'
import { isoSeconds } from '../../../instances/iso-seconds.ts'

const Text = Type.String()

const ChangeSchema = Type.Object(
  { objectType: Text, objectId: Text, eventType: Text, elementKey: Text, hubKey: Text, date: Text },
  { additionalProperties: true },
)

export const EventSchema = Type.Object({
  id: Text,
  eventDate: Type.String({ description: 'When it happened at the vendor; ISO 8601 with seconds' }),
  status: Type.String({
    description:
      '`NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why.',
  }),
  providerData: Type.String({
    description: 'As it was received; in lists no more than the first 64 KB',
  }),
  notifiedData: Type.Array(ChangeSchema, {
    description: 'The changes that it was found to tell of',
  }),
  eventElementInstances: Type.Array(
    Type.Object({
      eventId: Text,
      elementInstanceId: Type.Integer(),
      notificationId: Type.Optional(
        Type.Integer({ description: 'The first, when there are several' }),
      ),
      notifiedData: Type.String({ description: 'JSON text: `{"events":[…]}`' }),
      objectIds: Type.Array(Type.Object({ value: Text })),
      createdDate: Text,
      updatedDate: Text,
    }),
  ),
  elementKey: Text,
  accountId: Type.Integer(),
  instanceId: Type.Integer(),
  source: Type.String({
    description:
      '`webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call)',
  }),
  vendorEventId: Text,
  reason: Type.Optional(
    Type.String({ description: 'Why it waits, why nobody is told, or why it was given up' }),
  ),
  nextTryDate: Type.Optional(
    Type.String({
      description:
        'Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn',
    }),
  ),
  receivedDate: Type.String({ description: 'ISO 8601 with milliseconds' }),
  processedDate: Type.Optional(Text),
  notificationIds: Type.Array(Type.Integer()),
})

export function eventView(event: LoggedEvent): Static<typeof EventSchema> {
  const { normalized, notificationIds, processedAt, reason, nextTryAt } = event
  const id = String(event.id)
  const changes = normalized ?? []
  const [notificationId] = notificationIds
  return {
    id,
    eventDate: isoSeconds(event.occurredAt),
    status: event.status,
    providerData: event.raw.toString('utf8'),
    notifiedData: [...changes] as Static<typeof EventSchema>['notifiedData'],
    eventElementInstances: [
      {
        eventId: id,
        elementInstanceId: event.instanceId,
        ...(notificationId === undefined ? {} : { notificationId }),
        notifiedData: JSON.stringify({ events: changes }),
        objectIds: changes.map(({ objectId }) => ({ value: objectId })),
        createdDate: isoSeconds(event.receivedAt),
        updatedDate: isoSeconds(processedAt ?? event.receivedAt),
      },
    ],
    elementKey: event.connectorKey,
    accountId: event.accountId,
    instanceId: event.instanceId,
    source: event.source,
    vendorEventId: event.vendorEventId,
    ...(reason === null ? {} : { reason }),
    ...(nextTryAt === null ? {} : { nextTryDate: nextTryAt.toISOString() }),
    receivedDate: event.receivedAt.toISOString(),
    ...(processedAt === null ? {} : { processedDate: processedAt.toISOString() }),
    notificationIds: [...notificationIds],
  }
}
