/**
 * What a connector was measured to do, authentication type by authentication type and resource by resource. The
 * conformance tests of a connector write it as `abilities.json` beside its `connector.json`, and fail when it is no
 * longer true; the catalog serves it. Only `bulk` and `events` are as the metadata says: their own tests prove them.
 */
import { Type, type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const names = (description: string) => Type.Array(Type.String(), { description })
const flag = (description: string) => Type.Boolean({ description })

export const ResourceAbilities = Type.Object(
  {
    object: Type.Optional(Type.String({ description: 'Name of the object in `/objects`' })),
    list: flag('Its records can be listed'),
    page: Type.Optional(
      Type.Object(
        {
          largest: Type.Integer({ minimum: 1, description: 'Most records of a page' }),
          by: Type.Enum(['vendor', 'platform'], {
            description: 'Who cuts the pages: whether the vendor was seen to be asked for one',
          }),
        },
        closed,
      ),
    ),
    total: flag('Lists say how many records there are in all'),
    read: flag('One record can be read'),
    create: flag('A record can be created'),
    update: flag('A record can be changed in part'),
    replace: flag('A record can be replaced'),
    delete: flag('A record can be deleted'),
    fields: Type.Optional(
      Type.Enum(['vendor', 'platform'], {
        description: 'Who leaves out what `fields` does not name',
      }),
    ),
    where: Type.Optional(
      Type.Object(
        {
          narrows: names('Attributes of `where` that were seen to choose among the records'),
          accepted: names(
            'Attributes that are taken, and made no difference to the simulated data',
          ),
        },
        closed,
      ),
    ),
    orderBy: Type.Optional(names('Values of `orderBy`, all tried')),
    undeclared: names('Members of answers that the model does not name, as dotted paths'),
    unproven: names('What the definition offers and the simulated vendor had nothing to show for'),
  },
  closed,
)
export type ResourceAbilities = Static<typeof ResourceAbilities>

export const AuthenticationAbilities = Type.Object(
  {
    ping: flag('The credentials can be checked at any time'),
    resources: Type.Record(Type.String(), ResourceAbilities, {
      description: 'By the path of the records, without the slash in front',
    }),
    faults: Type.Record(Type.String(), Type.String(), {
      description: 'What goes wrong at the vendor, and the `code` of our answer',
    }),
  },
  closed,
)
export type AuthenticationAbilities = Static<typeof AuthenticationAbilities>

export const Abilities = Type.Object(
  {
    connector: Type.String({ description: 'Key of the connector' }),
    bulk: flag('Records can be moved in bulk'),
    events: flag('Changes are told as events'),
    authentications: Type.Record(Type.String(), AuthenticationAbilities, {
      description: 'By authentication type',
    }),
    skipped: Type.Record(Type.String(), Type.String(), {
      description: 'What was not asked of the connector, and why',
    }),
  },
  closed,
)
export type Abilities = Static<typeof Abilities>
