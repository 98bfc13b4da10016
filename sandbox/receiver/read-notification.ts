/** What a notification is about: one entry for each event in it. */
export interface NotifiedEvent {
  readonly eventType: string
  readonly objectType: string
  readonly objectId: string
}

type Loose = Readonly<Record<string, unknown>>

const mostEvents = 100

/**
 * Finds the events in a body: in `message.events` as the platform sends them, in `events`, or in the
 * body itself. A body of any other kind has none.
 */
export function readEvents(body: string): readonly NotifiedEvent[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return []
  }
  if (!isObject(parsed)) return []
  const { message } = parsed
  const list: unknown = isObject(message) ? message['events'] : (parsed['events'] ?? [parsed])
  if (!Array.isArray(list)) return []
  return (list as unknown[])
    .filter(isObject)
    .slice(0, mostEvents)
    .map((event) => ({
      eventType: plain(event['eventType'] ?? event['type']),
      objectType: plain(event['objectType']),
      objectId: plain(event['objectId'] ?? event['entityId']),
    }))
    .filter(({ eventType, objectType, objectId }) => eventType + objectType + objectId !== '')
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
