/** How a connector's vendor tells of changes, and how we ask for them: the word `hubwright.events`. */
import { Type, type Static } from 'typebox'

const Text = Type.String({ minLength: 1 })
const closed = { additionalProperties: false } as const
/** A JSON pointer into the body of a webhook (RFC 6901). */
const Pointer = Type.String({ pattern: '^/' })

/** How a webhook proves that the vendor sent it; what does not fit is refused. */
export const WebhookSignature = Type.Object(
  {
    /** Lower-case name of the header with the signature. */
    header: Text,
    algorithm: Type.Enum(['sha1', 'sha256', 'sha512']),
    encoding: Type.Enum(['base64', 'hex']),
    /** In front of the signature, such as `sha256=`. */
    prefix: Type.Optional(Text),
    /** What is signed: `{body}` is the raw body, `{/pointer}` a member of it as text, `{header:name}` a header. */
    message: Text,
    /** Configuration key whose value signs; of `oauth.api.secret` it is the secret of the app in force. */
    secret: Text,
  },
  closed,
)
export type WebhookSignature = Static<typeof WebhookSignature>

/** What one of the vendor's event types means here. */
export const WebhookType = Type.Object(
  {
    objectType: Text,
    eventType: Text,
    /** Where the record's id stands; the first that is there counts. */
    objectId: Type.Array(Pointer, { minItems: 1 }),
    otherId: Type.Optional(Pointer),
  },
  closed,
)

export const WebhookWord = Type.Object(
  {
    /** `app`: all accounts' webhooks come to one address. `instance`: each instance has an address of its own. */
    address: Type.Enum(['app', 'instance']),
    signature: Type.Optional(WebhookSignature),
    /**
     * The vendor signs nothing, and events are taken all the same at addresses that anybody can guess: who knows an
     * instance's id or account can then make events up. Without it such webhooks are taken only at an instance's own
     * address, whose token nobody guesses.
     */
    unsigned: Type.Optional(Type.Literal(true)),
    /**
     * An older notification of the vendor, a form without a signature: nothing of it is believed or stored, it only
     * makes us ask. Known by the members that it must have.
     */
    hint: Type.Optional(
      Type.Object({ account: Pointer, members: Type.Array(Pointer, { minItems: 1 }) }, closed),
    ),
    /** The vendor's id of the event, the same when it is sent again. */
    eventId: Type.Optional(Pointer),
    time: Type.Optional(
      Type.Object(
        {
          pointer: Pointer,
          unit: Type.Enum(['seconds', 'milliseconds', 'iso']),
          /** Older ones are refused, in seconds. */
          oldest: Type.Integer({ minimum: 60 }),
          /** Those from further in the future are refused, in seconds. */
          ahead: Type.Integer({ minimum: 0 }),
        },
        closed,
      ),
    ),
    /** The vendor's account id; it equals the value of `hubwright.accountKey`. */
    account: Type.Optional(Pointer),
    type: Type.Optional(Pointer),
    /** By the vendor's event type, compared without case and underscores. Others are kept, and told of nobody. */
    types: Type.Optional(Type.Record(Text, WebhookType)),
    /** Lower-case names of the headers that event hooks may see. */
    headers: Type.Optional(Type.Array(Text)),
    /** Where the vendor's user registers the address, when no resource does: a sentence. */
    howToRegister: Type.Optional(Text),
  },
  closed,
)
export type WebhookWord = Static<typeof WebhookWord>

/** How a record is read again before anything is said about it. */
export const EventObject = Type.Object(
  {
    /** Resource path with `{id}`, such as `/orders/{id}`. */
    read: Text,
    /** Dotted path of the time of its last change in our shape of the record. */
    updated: Type.Optional(Text),
  },
  closed,
)
export type EventObject = Static<typeof EventObject>

/** How a resource is polled; the old platform's words, plus `deleted`. */
export const PollingResource = Type.Object(
  {
    /** With the placeholders of the contract, such as `${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}`. */
    url: Text,
    idField: Text,
    datesConfiguration: Type.Optional(Type.Record(Text, Type.String())),
    filterByUpdatedDate: Type.Optional(Type.Boolean()),
    /** Seconds. */
    createdCheckTolerance: Type.Optional(Type.Integer({ minimum: 0 })),
    pageSize: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Seconds. */
    pollDelay: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Seconds that are asked for again at each poll, for records that the vendor's search finds late; 0 by default. */
    overlap: Type.Optional(Type.Integer({ minimum: 0 })),
    /** The vendor's log of what was deleted; its dates are written as those of the records. */
    deleted: Type.Optional(Type.Object({ url: Text, idField: Text, dateField: Text }, closed)),
    /** The vendor tells no time of change: all records are read and compared with those of the poll before. */
    compare: Type.Optional(
      Type.Object(
        {
          /** Members that change by themselves and count for nothing. */
          ignore: Type.Optional(Type.Array(Text)),
        },
        closed,
      ),
    ),
    /** The resource that is told of; the name of the entry by default. */
    objectName: Type.Optional(Text),
    /** Only for instances with these authentication types. */
    authentication: Type.Optional(Type.Array(Text, { minItems: 1 })),
    /** Polled only for instances whose `event.objects` names it. */
    onRequest: Type.Optional(Type.Boolean()),
    /** Members of the probe's answer; while none of them moves, the resource is not asked. */
    probe: Type.Optional(Type.Array(Text, { minItems: 1 })),
  },
  closed,
)
export type PollingResource = Static<typeof PollingResource>

export const EventsWord = Type.Object(
  {
    /** The first is used when an instance says nothing. */
    methods: Type.Array(Type.Enum(['webhook', 'polling']), { minItems: 1 }),
    webhook: Type.Optional(WebhookWord),
    /** By resource. Also what a reconciling poll asks for. */
    polling: Type.Optional(Type.Record(Text, PollingResource)),
    /** Resource path whose one answer says for all polled resources whether anything changed. */
    probe: Type.Optional(Type.String({ pattern: '^/' })),
    /** By object type. */
    objects: Type.Optional(Type.Record(Text, EventObject)),
    /** Authentication types that have no webhooks: their instances poll. */
    pollingOnly: Type.Optional(Type.Array(Text)),
  },
  closed,
)
export type EventsWord = Static<typeof EventsWord>

/** What a connector's events can tell of, in the order of the definition. */
export function eventObjectTypes(word: EventsWord | undefined): ReadonlySet<string> {
  return new Set([
    ...Object.keys(word?.objects ?? {}),
    ...Object.entries(word?.polling ?? {}).map(([name, { objectName }]) => objectName ?? name),
    ...Object.values(word?.webhook?.types ?? {}).map(({ objectType }) => objectType),
  ])
}
