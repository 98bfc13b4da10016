/** The word by which a connector serves what its vendor has beyond the connector's resources. */
import { Type, type Static } from 'typebox'

const Text = Type.String({ minLength: 1 })
const closed = { additionalProperties: false } as const

/** `hubwright.generic` of an element. Absent: the connector has its resources and nothing else. */
export const GenericWord = Type.Object(
  {
    /** Authentication types that have it; absent = all. */
    authentication: Type.Optional(Type.Array(Text)),
    /** Vendor path below `base.url`; `{path}` (the default) is `/{objectName}` and what follows, each part encoded. */
    path: Type.Optional(Text),
    /** The vendor's method for a PATCH, when it is not PATCH. */
    update: Type.Optional(Type.Enum(['POST', 'PUT'])),
    lists: Type.Optional(
      Type.Object(
        {
          /** Dotted paths where an answer may hold its list; the first that is one counts. A bare list is one anyway. */
          items: Type.Optional(Type.Array(Text)),
          /** The vendor's query parameter for the page (or offset, or cursor); absent = lists come whole. */
          page: Type.Optional(Text),
          pageSize: Type.Optional(Text),
          /** Dotted path of the next cursor in an answer. */
          nextPageKey: Type.Optional(Text),
          /** Dotted path of the number of all records. */
          total: Type.Optional(Text),
          /** Dotted path of a number above 0 that only answers carry which are a page; others are whole lists. */
          paged: Type.Optional(Text),
        },
        closed,
      ),
    ),
    /** Dotted paths of the number of records that a write reached; 0 means that there is no such record. */
    counts: Type.Optional(
      Type.Object({ update: Type.Optional(Text), delete: Type.Optional(Text) }, closed),
    ),
    /**
     * Given: writes answer the record as read back. Dotted paths of a new record's id in the answer to a POST, the
     * first that is there counts.
     */
    readBack: Type.Optional(Type.Array(Text)),
  },
  closed,
)
export type GenericWord = Static<typeof GenericWord>
