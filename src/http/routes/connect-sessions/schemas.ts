/** The shapes of connect sessions, as the customer's server sends and reads them. */
import { Type } from 'typebox'
import { connectReasons } from '../../../instances/connect/reasons.ts'
import { defaultSeconds, mostSeconds } from '../../../instances/connect/session-request.ts'

const Theme = Type.Object(
  {
    colorScheme: Type.Optional(Type.Enum(['light', 'dark', 'auto'])),
    primaryColor: Type.Optional(
      Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'Such as #1a73e8' }),
    ),
    corners: Type.Optional(Type.Enum(['square', 'rounded', 'round'])),
  },
  { additionalProperties: false },
)

export const SessionState = Type.Enum(['pending', 'failed', 'connected', 'expired', 'revoked'], {
  description:
    'failed: the last try failed for `reason`, and the person may try again until the session expires',
})

export const Reason = Type.Enum(Object.keys(connectReasons), {
  description: `Why the last try failed: ${Object.entries(connectReasons)
    .map(([word, meaning]) => `\`${word}\` ${meaning}`)
    .join('; ')}`,
})

export const Mode = Type.Enum(['connect', 'reconnect'])

export const SessionBody = Type.Object(
  {
    elements: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        maxItems: 100,
        description:
          'Keys of the connectors to choose from. May be left out when instanceId is given.',
      }),
    ),
    authenticationTypes: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        maxItems: 20,
        description: 'Only these; by default all, or in reconnect mode that of the instance',
      }),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the new instance' })),
    tags: Type.Optional(Type.Array(Type.String(), { description: 'Tags of the new instance' })),
    configuration: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'Fixed values of the one connector, neither shown nor changeable. Fixing the account key makes any other account a wrong_account.',
      }),
    ),
    endUser: Type.Optional(
      Type.Object(
        {
          id: Type.String({ minLength: 1, description: 'How your product knows the person' }),
          email: Type.Optional(Type.String({ minLength: 1 })),
          displayName: Type.Optional(Type.String({ minLength: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    instanceId: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Reconnect mode: this instance is authenticated again; id and token stay',
      }),
    ),
    allowedOrigins: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 20,
        description:
          'Exact origins of pages that may frame the widget and hear its events; https, or http on loopback',
      }),
    ),
    returnUrl: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Where the person may go on when a link was opened; its origin must be one of allowedOrigins',
      }),
    ),
    theme: Type.Optional(Theme),
    language: Type.Optional(
      Type.String({
        pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$',
        description: 'BCP 47, such as de or pt-BR; by default that of the browser',
      }),
    ),
    expiresIn: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: mostSeconds,
        description: `Seconds; ${defaultSeconds} by default, ${mostSeconds} at most, for links in mails`,
      }),
    ),
  },
  { additionalProperties: false },
)

export const ShownTheme = Type.Object({
  colorScheme: Type.Optional(Type.String()),
  primaryColor: Type.Optional(Type.String()),
  corners: Type.Optional(Type.String()),
})

const shape = {
  id: Type.String(),
  state: SessionState,
  reason: Type.Optional(Reason),
  mode: Mode,
  elements: Type.Array(Type.String()),
  authenticationTypes: Type.Optional(Type.Array(Type.String())),
  name: Type.Optional(Type.String()),
  tags: Type.Array(Type.String()),
  configuration: Type.Record(Type.String(), Type.String(), {
    description: 'Secrets as ********; empty when the session is over',
  }),
  endUser: Type.Optional(
    Type.Object({
      id: Type.String(),
      email: Type.Optional(Type.String()),
      displayName: Type.Optional(Type.String()),
    }),
  ),
  instanceId: Type.Optional(
    Type.Integer({ description: 'The instance that was made, or is to be authenticated again' }),
  ),
  allowedOrigins: Type.Array(Type.String()),
  returnUrl: Type.Optional(Type.String()),
  theme: ShownTheme,
  language: Type.Optional(Type.String()),
  createdDate: Type.String(),
  expiresAt: Type.String(),
}

export const SessionSchema = Type.Object(shape)

export const MadeSessionSchema = Type.Object({
  ...shape,
  token: Type.String({ description: 'Shown this once' }),
  url: Type.String({ description: 'The page to open, frame or send; the token is its fragment' }),
})

export const SessionParams = Type.Object({
  sessionId: Type.String({ description: 'Id of the connect session' }),
})
