/** The shapes of instances in requests and answers; field names are the old platform's. */
import { Type } from 'typebox'
import {
  longestCacheSeconds,
  mostCacheKilobytes,
  usualCacheKilobytes,
  usualCacheSeconds,
} from '../../../instances/instance-caching.ts'

const cachingEnabled = 'Whether answers to reads are remembered and given again'
const maxCacheSize = `Kilobytes of answers that are remembered, at most ${mostCacheKilobytes}; 0 stands for ${usualCacheKilobytes}`
const cacheTimeToLive = `Seconds for which an answer is remembered, at most ${longestCacheSeconds}; 0 stands for ${usualCacheSeconds}`

export const IdParams = Type.Object({
  id: Type.Integer({ description: 'Id of the instance' }),
})

export const KeyOrIdParams = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
})

export const ElementInstanceParams = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
  id: Type.Integer({ description: 'Id of the instance' }),
})

/** For who does not need the tokens, so that no reading of them is reported either. */
export const TokenQuery = Type.Object({
  token: Type.Optional(
    Type.Boolean({
      description:
        'Ours: false answers `********` in the place of the token. A logged-in person who reads tokens is in the audit log; who leaves them out is not.',
    }),
  ),
})

/** Broad on purpose: the room judges the members and names every wrong place in one answer. */
export const InstanceBody = Type.Object(
  {
    name: Type.Optional(
      Type.String({ description: 'Defaults to the name of the connector; HTML tags are removed' }),
    ),
    element: Type.Optional(
      Type.Object(
        {
          key: Type.Optional(Type.String()),
          id: Type.Optional(Type.Integer()),
        },
        { description: 'The connector, by key or by id' },
      ),
    ),
    configuration: Type.Optional(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description:
            'Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored.',
        },
      ),
    ),
    providerData: Type.Optional(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description:
            'What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer.',
        },
      ),
    ),
    tags: Type.Optional(Type.Array(Type.Unknown(), { description: 'Strings' })),
    externalAuthentication: Type.Optional(
      Type.String({
        description:
          '`initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token',
      }),
    ),
    cachingEnabled: Type.Optional(Type.Boolean({ description: cachingEnabled })),
    maxCacheSize: Type.Optional(Type.Integer({ description: maxCacheSize })),
    cacheTimeToLive: Type.Optional(Type.Integer({ description: cacheTimeToLive })),
    retrieveObjectsAfterInstantiation: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: true },
)

const ElementSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  key: Type.String(),
  description: Type.String(),
  image: Type.String(),
  active: Type.Boolean(),
  deleted: Type.Boolean(),
  typeOauth: Type.Boolean({ description: 'Whether this instance was authenticated by OAuth' }),
  trialAccount: Type.Boolean(),
  configDescription: Type.String(),
  existingAccountDescription: Type.Optional(Type.String()),
  signupURL: Type.Optional(Type.String()),
  hub: Type.Optional(Type.String()),
})

export const InstanceSchema = Type.Object({
  id: Type.Integer(),
  accountId: Type.Integer({ description: 'The account that it belongs to' }),
  name: Type.String(),
  createdDate: Type.String(),
  updatedDate: Type.String(),
  token: Type.String({ description: 'The Element token' }),
  element: ElementSchema,
  elementId: Type.Integer(),
  tags: Type.Array(Type.String()),
  provisionInteractions: Type.Array(Type.Unknown()),
  valid: Type.Boolean(),
  disabled: Type.Boolean(),
  maxCacheSize: Type.Integer({ description: maxCacheSize }),
  cacheTimeToLive: Type.Integer({ description: cacheTimeToLive }),
  cachingEnabled: Type.Boolean({ description: cachingEnabled }),
  configuration: Type.Optional(
    Type.Record(Type.String(), Type.String(), { description: 'Secrets are shown as ********' }),
  ),
  eventsEnabled: Type.Boolean(),
  traceLoggingEnabled: Type.Boolean(),
  externalAuthentication: Type.String(),
  user: Type.Object({
    id: Type.Integer(),
    emailAddress: Type.String(),
    firstName: Type.String(),
    lastName: Type.String(),
  }),
  state: Type.String({
    description: 'connected, or reauth_required when the vendor refused the credentials',
  }),
  stateReason: Type.Optional(Type.String()),
  objects: Type.Optional(
    Type.Array(
      Type.Object({ name: Type.String(), vendorName: Type.String(), type: Type.String() }),
    ),
  ),
})

export const ConfigurationSchema = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  propertyValue: Type.String({ description: 'Secrets are shown as ********' }),
  type: Type.String(),
  required: Type.Boolean(),
  hideFromConsole: Type.Boolean(),
  active: Type.Boolean(),
  description: Type.String(),
})
