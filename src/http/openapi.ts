/** The OpenAPI 3.1 document of our whole API, written from the route schemas that also validate. */
import swagger from '@fastify/swagger'
import { errorTable } from '../core/errors.ts'
import type { PlatformServer, RouteAccess } from './platform-server.ts'
import { programVersion } from './project-files.ts'
import { webhooks } from './webhook-document.ts'

type Schema = Record<string, unknown>

interface Operation {
  responses?: Schema
  requestBody?: { required: boolean; content?: Record<string, { schema?: Schema }> }
}

const securitySchemes = {
  secrets: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`User <user secret>, Organization <organization secret>`, in any order',
  },
  instance: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`User <user secret>, Element <instance token>`; Organization may be added',
  },
  session: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of `POST /elements/api-v2/authentication`',
  },
  connectSession: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`Connect <token of a connect session>`',
  },
} as const

const securityByAccess: Readonly<Record<RouteAccess, Record<string, string[]>[]>> = {
  public: [],
  optional: [{}, { secrets: [] }, { session: [] }],
  user: [{ secrets: [] }, { session: [] }],
  instance: [{ instance: [] }],
  connect: [{ connectSession: [] }],
}

/** Statuses that any route of an access may answer with, besides its own. */
const errorsByAccess: Readonly<Record<RouteAccess, readonly number[]>> = {
  public: [400, 404, 429, 500, 503],
  optional: [400, 401, 404, 500, 503],
  user: [400, 401, 403, 404, 409, 429, 500, 502, 503],
  instance: [400, 401, 402, 403, 404, 405, 406, 409, 429, 500, 502, 503],
  connect: [400, 401, 402, 403, 404, 409, 410, 429, 500, 502, 503],
}
const errorsOfBodies = [413, 415]
const errorsOfKeys = [409, 422]

const errorSchema = {
  type: 'object',
  required: ['requestId', 'message', 'code', 'docs'],
  properties: {
    requestId: { type: 'string', description: '24 hex characters; also in Elements-Request-Id' },
    message: { type: 'string' },
    providerMessage: {
      type: 'string',
      description: "The vendor's own words, when a vendor answered",
    },
    code: { type: 'string', enum: Object.keys(errorTable) },
    details: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string', description: 'JSON pointer into the body, or a parameter' },
          message: { type: 'string' },
        },
      },
    },
    reason: {
      type: 'string',
      description: 'On the routes of the connect widget: a stable word for its user interface',
    },
    docs: { type: 'string', format: 'uri', description: 'The page of this code' },
  },
}

/** Collects the routes that are registered from now on in scopes of their own. */
export function addOpenapi(server: PlatformServer): void {
  void server.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hubwright',
        version: programVersion(),
        description:
          'Connect the accounts of your customers at vendors and use them all through one API. Success is always 200.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes,
        schemas: { Error: errorSchema as never },
        responses: Object.fromEntries(
          [...new Set(Object.values(errorTable).map(({ status }) => status))].map((status) => [
            `Error${status}`,
            errorResponse(status),
          ]),
        ),
      },
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access ?? 'public'
      const method = String(route.method)
      const told = withPrivilege((schema ?? {}) as Schema, access, route.config?.privilege)
      const { idempotent, errors = [] } = route.config ?? {}
      const isIdempotent = idempotent === true
      return {
        url: url.replace(/\*$/, ':path'),
        schema: operation(told, { access, url, method, isIdempotent, errors }),
      }
    },
    transformObject: (made) =>
      'openapiObject' in made ? { ...corrected(made.openapiObject), webhooks } : {},
  })
}

/**
 * The plugin takes a reference to a response for a schema; it belongs in the place of the whole response. And it takes
 * every body as needed; one that has a default may be left out.
 */
function corrected<T extends { paths?: unknown }>(document: T): T {
  for (const methods of Object.values((document.paths ?? {}) as Record<string, object>)) {
    for (const { responses = {}, requestBody } of Object.values(methods) as Operation[]) {
      const schema = requestBody?.content?.['application/json']?.schema
      if (requestBody !== undefined && schema?.['default'] !== undefined)
        requestBody.required = false
      for (const [status, response] of Object.entries(responses)) {
        const text = JSON.stringify(response)
        const [, name] = /"#\/components\/responses\/(\w+)"/.exec(text) ?? []
        if (name !== undefined) responses[status] = { $ref: `#/components/responses/${name}` }
      }
    }
  }
  return document
}

/** The privilege stands in the description, where people read it. */
function withPrivilege(
  schema: Schema,
  access: RouteAccess,
  privilege: string | readonly string[] | undefined,
): Schema {
  if (privilege === undefined) return schema
  const whoever = access === 'optional' ? 'Whoever sends credentials needs' : 'Needs'
  const sentence = `${whoever} the privilege ${[privilege]
    .flat()
    .map((key) => `\`${key}\``)
    .join(' or ')}.`
  const said = schema['description']
  return { ...schema, description: typeof said === 'string' ? `${said} ${sentence}` : sentence }
}

function errorResponse(status: number) {
  const codes = Object.entries(errorTable).filter(([, entry]) => entry.status === status)
  return {
    description: codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join('; '),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  }
}

function operation(
  schema: Schema,
  route: {
    access: RouteAccess
    url: string
    method: string
    isIdempotent: boolean
    errors: readonly number[]
  },
): Schema {
  const own = (schema['response'] ?? { 200: { description: 'Done' } }) as Record<string, Schema>
  const statuses = [
    ...errorsByAccess[route.access],
    ...route.errors,
    ...(schema['body'] === undefined ? [] : errorsOfBodies),
    ...(route.isIdempotent ? errorsOfKeys : []),
  ]
  const errors = Object.fromEntries(
    statuses
      .filter((status) => own[status] === undefined)
      .map((status) => [status, { $ref: `#/components/responses/Error${status}` }]),
  )
  return {
    operationId: operationId(route.method, route.url),
    ...schema,
    ...(route.isIdempotent ? withKey(schema) : {}),
    ...(route.url.endsWith('*') ? { params: wildcardParams(schema, route.url) } : {}),
    security: securityByAccess[route.access],
    response: { ...describeAnswers(own), ...errors },
  }
}

/** The header that makes a create safe to repeat, beside those of the route. */
function withKey(schema: Schema): Schema {
  const headers = (schema['headers'] ?? { type: 'object' }) as { properties?: Schema }
  const key = {
    type: 'string',
    minLength: 1,
    maxLength: 255,
    pattern: '^[ -~]+$',
    description:
      'A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing.',
  }
  return { headers: { ...headers, properties: { ...headers.properties, 'Idempotency-Key': key } } }
}

/** OpenAPI wants a description for each answer; a schema seldom has one. */
function describeAnswers(own: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(own).map(([status, answer]) => [
      status,
      answer['description'] === undefined ? { ...answer, description: 'The answer' } : answer,
    ]),
  )
}

function wildcardParams(schema: Schema, url: string): Schema {
  const params = (schema['params'] ?? {}) as { properties?: Record<string, unknown> }
  const { '*': _rest, ...named } = params.properties ?? {}
  const names = [...url.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const properties = Object.fromEntries(
    names.map((name) => [name, named[name] ?? { type: 'string' }]),
  )
  const path = { type: 'string', description: 'The rest of the path, slashes included' }
  return { type: 'object', required: [...names, 'path'], properties: { ...properties, path } }
}

/** `GET /elements/api-v2/instances/:id` -> `getInstancesById`. */
function operationId(method: string, url: string): string {
  const words = url
    .replace(/^\/elements\/api-v2/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      if (segment === '*') return 'Path'
      const name = segment.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_all, next?: string) =>
        (next ?? '').toUpperCase(),
      )
      return (segment.startsWith(':') ? 'By' : '') + name.charAt(0).toUpperCase() + name.slice(1)
    })
  return method.toLowerCase() + (words.join('') || 'Root')
}
