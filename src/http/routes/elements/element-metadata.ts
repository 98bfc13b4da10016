/** What a connector can do, in the two shapes that old clients ask for. */
import { Type, type Static } from 'typebox'
import type { Connector } from '../../../catalog/connector.ts'
import { eventsOf, eventTypesOf, type ConnectorEvents } from '../../../catalog/connector-events.ts'
import type { Resource } from '../../../catalog/element.ts'
import { objectsOf, resourcesOf } from '../../../catalog/objects.ts'
import { segmentsOf } from '../../../catalog/resource-path.ts'

const flag = Type.Boolean()
const text = Type.String()
const Events = Type.Object({
  supported: flag,
  methods: Type.Array(text),
  webhook: Type.Optional(
    Type.Record(text, Type.Object({ eventTypes: Type.Array(text) }), {
      description: 'By object: what the webhooks of the vendor tell of it',
    }),
  ),
  polling: Type.Optional(
    Type.Record(text, Type.Object({ eventTypes: Type.Array(text), pollUrl: text }), {
      description: 'By resource: what asking finds out, and where is asked',
    }),
  ),
})
const Support = Type.Object({ supported: flag, native: flag })

/** The short shape; the members after `defaultAuthentication` come with `expand=true`. */
export const ElementMetadataSchema = Type.Object({
  id: Type.Integer(),
  name: text,
  key: text,
  description: text,
  displayOrder: Type.Integer(),
  active: flag,
  beta: flag,
  extended: flag,
  events: Events,
  defaultAuthentication: text,
  image: Type.Optional(text),
  hub: Type.Optional(text),
  cloneable: Type.Optional(flag),
  churros: Type.Optional(flag),
  swaggerValidated: Type.Optional(flag),
  normalizedPaging: Type.Optional(flag),
  transformations: Type.Optional(flag),
  elementType: Type.Optional(text),
  authenticationType: Type.Optional(text),
  discovery: Type.Optional(
    Type.Object({
      customFields: flag,
      customObjects: flag,
      endpointCustomFields: flag,
      endpointCustomObjects: flag,
    }),
  ),
  bulk: Type.Optional(Type.Object({ upload: flag, download: flag })),
  api: Type.Optional(Type.Object({ type: text, contentType: text })),
  resources: Type.Optional(
    Type.Array(
      Type.Object({
        canonicalName: text,
        operations: Type.Array(text),
        events: Type.Object({
          supported: flag,
          methods: Type.Array(text),
          eventTypes: Type.Array(text),
        }),
        bulk: Type.Object({ upload: Support, download: Support }),
        customField: Type.Object({ get: flag, create: flag, update: flag, delete: flag }),
      }),
    ),
  ),
})
export type ElementMetadata = Static<typeof ElementMetadataSchema>

/** This release runs no bulk jobs, whatever a definition would allow. */
const noSupport = { supported: false, native: false }

export function metadataOfElement(connector: Connector): ElementMetadata {
  const { element } = connector
  return {
    id: connector.id,
    name: connector.name,
    key: connector.key,
    description: element.description,
    displayOrder: element.displayOrder ?? 0,
    active: element.active ?? true,
    beta: element.beta ?? false,
    extended: element.extended ?? false,
    events: writable(eventsOf(connector)),
    defaultAuthentication: connector.authenticationTypes[0] ?? element.authentication.type,
  }
}

export function expandedMetadataOf(connector: Connector): ElementMetadata {
  const { element } = connector
  const events = eventsOf(connector)
  const ofVendor = { customFields: false, customObjects: false }
  return {
    ...metadataOfElement(connector),
    image: element.image ?? '',
    hub: connector.hub,
    cloneable: element.cloneable ?? true,
    // The old platform's word for "tried by its own test suite".
    churros: false,
    swaggerValidated: true,
    normalizedPaging: true,
    transformations: false,
    elementType: element.protocolType ?? 'http',
    authenticationType: element.authentication.type,
    discovery: { ...ofVendor, endpointCustomFields: false, endpointCustomObjects: false },
    bulk: { upload: false, download: false },
    api: { type: 'REST', contentType: 'application/json' },
    resources: objectsOf(connector).map((name) => ({
      canonicalName: name,
      operations: operationsOf(resourcesOf(connector, name)),
      events: eventsOfObject(events, name),
      bulk: { upload: noSupport, download: noSupport },
      customField: { get: false, create: false, update: false, delete: false },
    })),
  }
}

function writable(events: ConnectorEvents): ElementMetadata['events'] {
  return structuredClone(events) as ElementMetadata['events']
}

function eventsOfObject(events: ConnectorEvents, name: string) {
  const methods = [
    ...(events.webhook?.[name] === undefined ? [] : ['webhook']),
    ...(events.polling?.[name] === undefined ? [] : ['polling']),
  ]
  return { supported: methods.length > 0, methods, eventTypes: [...eventTypesOf(events, name)] }
}

const verbs = { POST: 'create', PATCH: 'update', PUT: 'replace', DELETE: 'delete' } as const

/** The words of the guides: a GET searches a list or retrieves one. */
function operationsOf(resources: readonly Resource[]): string[] {
  const words = resources.map(({ method, path }) => {
    if (method !== 'GET') return verbs[method]
    const last = segmentsOf(path).at(-1)
    return last !== undefined && 'variable' in last ? 'retrieve' : 'search'
  })
  return [...new Set(words)]
}
