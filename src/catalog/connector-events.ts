/** What a connector's events are, in the shape of the old platform's metadata. */
import type { Connector } from './connector.ts'

export interface ConnectorEvents {
  readonly supported: boolean
  readonly methods: readonly string[]
  /** By object: what the vendor's webhooks tell of it. */
  readonly webhook?: Readonly<Record<string, { readonly eventTypes: readonly string[] }>>
  /** By resource: what asking finds out, and where is asked. */
  readonly polling?: Readonly<
    Record<string, { readonly eventTypes: readonly string[]; readonly pollUrl: string }>
  >
}

/** Without `hubwright.events` a connector has none. */
export function eventsOf({ element }: Pick<Connector, 'element'>): ConnectorEvents {
  const word = element.hubwright?.events
  if (word === undefined) return { supported: false, methods: [] }
  const { methods, webhook, polling } = word
  return {
    supported: true,
    methods,
    ...(webhook === undefined ? {} : { webhook: toldBy(Object.values(webhook.types ?? {})) }),
    ...(polling === undefined
      ? {}
      : {
          polling: Object.fromEntries(
            Object.entries(polling).map(([resource, { url, datesConfiguration, deleted }]) => {
              const updated = datesConfiguration === undefined ? [] : ['UPDATED']
              const gone = deleted === undefined ? [] : ['DELETED']
              return [resource, { eventTypes: ['CREATED', ...updated, ...gone], pollUrl: url }]
            }),
          ),
        }),
  }
}

/** The event types of one object, however they are learnt, without repeats. */
export function eventTypesOf(
  { webhook, polling }: ConnectorEvents,
  object: string,
): readonly string[] {
  return [
    ...new Set([
      ...(webhook?.[object]?.eventTypes ?? []),
      ...(polling?.[object]?.eventTypes ?? []),
    ]),
  ]
}

function toldBy(types: readonly { objectType: string; eventType: string }[]) {
  const byObject: Record<string, { eventTypes: string[] }> = {}
  for (const { objectType, eventType } of types) {
    const known = (byObject[objectType] ??= { eventTypes: [] })
    if (!known.eventTypes.includes(eventType)) known.eventTypes.push(eventType)
  }
  return byObject
}
