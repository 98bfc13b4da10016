/** The shapes that the connect widget sends and reads. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { OpenConnectSession } from '../../../instances/connect/connect-sessions.ts'
import { Mode, Reason, SessionState, ShownTheme } from '../connect-sessions/schemas.ts'

const AskedEntrySchema = Type.Object({
  key: Type.String(),
  name: Type.String({ description: 'The label' }),
  description: Type.String({ description: 'Help, plain text' }),
  type: Type.String({ description: 'TEXTFIELD_32 … TEXTFIELD_1000, TEXTAREA, BOOLEAN, COMBO, …' }),
  required: Type.Boolean(),
  secret: Type.Boolean({ description: 'Typed into a field that hides it' }),
  advanced: Type.Boolean({ description: 'Best folded away: it may stay as it is' }),
  defaultValue: Type.Optional(Type.String()),
  options: Type.Optional(Type.Array(Type.Object({ value: Type.String(), name: Type.String() }))),
})

const ConnectorSchema = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  logoUrl: Type.String(),
  authenticationTypes: Type.Array(
    Type.Object({
      type: Type.String(),
      name: Type.String(),
      usesOAuth: Type.Boolean({
        description:
          'True: POST /connect/session/oauth and send the person to the vendor. False: POST /connect/session/instance with the keys.',
      }),
      configuration: Type.Array(AskedEntrySchema, { description: 'In the order of the form' }),
    }),
  ),
})

export const ConnectedSchema = Type.Object({ id: Type.Integer(), name: Type.String() })

export const WidgetSessionSchema = Type.Object({
  id: Type.String(),
  state: SessionState,
  reason: Type.Optional(Reason),
  mode: Mode,
  organizationName: Type.String({ description: 'To whom the account will be linked; show it' }),
  endUser: Type.Optional(
    Type.Object({
      email: Type.Optional(Type.String()),
      displayName: Type.Optional(Type.String()),
    }),
  ),
  connectors: Type.Array(ConnectorSchema, { description: 'Empty when the session is over' }),
  instance: Type.Optional(ConnectedSchema),
  allowedOrigins: Type.Array(Type.String(), {
    description: 'The only origins to which events may be posted',
  }),
  returnUrl: Type.Optional(Type.String()),
  theme: Type.Object(
    {
      ...ShownTheme.properties,
      logo: Type.Optional(Type.String({ description: 'A picture as `data:`' })),
    },
    { description: 'What the session says, over the branding of the organization' },
  ),
  language: Type.Optional(Type.String()),
  expiresAt: Type.String(),
})

const choice = {
  element: Type.Optional(
    Type.String({ description: 'Key of the connector; needed when the session offers several' }),
  ),
  authenticationType: Type.Optional(Type.String()),
  configuration: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Values of the entries that were asked for',
    }),
  ),
}

export const ChoiceBody = Type.Object(choice, { additionalProperties: false })

/** The session of a route whose access is `connect`. */
export function connectSessionOf(request: FastifyRequest): OpenConnectSession {
  if (request.connectSession !== undefined) return request.connectSession
  throw new PlatformError('internal', 'A route without a connect session asked for one')
}
