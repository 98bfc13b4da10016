/** A server with the catalog's routes and a catalog of two invented connectors; no database, no port. */
import type { Caller } from '../../src/accounts/caller.ts'
import type { AccountResources } from '../../src/catalog/account-resources.ts'
import { buildConnector } from '../../src/catalog/build-connector.ts'
import { catalogOf, type Catalog } from '../../src/catalog/catalog.ts'
import { checkDefinition } from '../../src/catalog/check-definition.ts'
import type { Connector } from '../../src/catalog/connector.ts'
import { PlatformError } from '../../src/core/errors.ts'
import { silentLog } from '../../src/core/log.ts'
import type { PlatformServer } from '../../src/http/platform-server.ts'
import { registerDocumentRoutes } from '../../src/http/routes/documents/routes.ts'
import { registerElementRoutes } from '../../src/http/routes/elements/routes.ts'
import { registerHubRoutes } from '../../src/http/routes/hubs/routes.ts'
import { createServer } from '../../src/http/server.ts'
import type { OpenInstance } from '../../src/instances/open-instance.ts'

const order = {
  Orders: { type: 'array', items: { $ref: '#/definitions/Order' } },
  Order: { type: 'object', properties: { id: { type: 'integer' } } },
}

/** A store with two ways to authenticate, secrets in its defaults, and words nobody knows. */
export const acmeDefinition = {
  id: 7,
  key: 'acme',
  name: 'Acme',
  description: 'Sells anvils',
  hub: 'ecommerce',
  ownerAccountId: 4242,
  authentication: { type: 'oauth2', internalNote: 'not for clients' },
  configuration: [
    {
      key: 'authentication.type',
      name: 'Kind',
      type: 'COMBO',
      groupControl: true,
      options: [
        { value: 'oauth2', description: 'OAuth 2.0' },
        { value: 'custom', description: 'Store key' },
      ],
    },
    {
      key: 'oauth.api.secret',
      name: 'Secret',
      type: 'TEXTFIELD_32',
      groupName: 'oauth2',
      defaultValue: 'planted-secret-1',
    },
    {
      key: 'store.key',
      name: 'Store key',
      type: 'PASSWORD',
      groupName: 'custom',
      required: true,
      defaultValue: 'planted-secret-2',
      ownerAccountId: 4242,
    },
  ],
  resources: [
    {
      description: 'Search for orders',
      path: '/hubs/ecommerce/orders',
      vendorPath: '/orders',
      method: 'GET',
      vendorMethod: 'GET',
      model: { name: 'Orders', swagger: order },
      parameters: [
        { name: 'page', type: 'query', vendorType: 'query' },
        { name: 'pageSize', type: 'query', vendorType: 'query' },
      ],
    },
    {
      description: 'Read an order',
      path: '/orders/{id}',
      vendorPath: '/orders/{id}',
      method: 'GET',
      vendorMethod: 'GET',
      model: { name: 'Order', swagger: order },
      parameters: [{ name: 'id', type: 'path', vendorType: 'path' }],
    },
    { path: '/orders', vendorPath: '/orders', method: 'POST', vendorMethod: 'POST' },
    {
      path: '/check',
      vendorPath: '/me',
      method: 'GET',
      vendorMethod: 'GET',
      type: 'provisionAuthValidation',
    },
  ],
  hubwright: { origins: { api: 'https://api.acme.test' }, sandbox: true },
}

const toysDefinition = {
  key: 'toys',
  name: 'Toys',
  description: 'Imported',
  hub: 'crm',
  private: true,
  authentication: { type: 'basic' },
}

function connectorOf(document: object, source: Connector['source']): Connector {
  const { element, errors } = checkDefinition(document)
  if (element === undefined) throw new Error(JSON.stringify(errors))
  const app = { clientId: 'platform-id', clientSecret: 'planted-secret-3' }
  const rest = { source, errors: [], hooks: { preRequest() {} }, logoFile: undefined } as const
  return buildConnector({ element, ...rest }, app, undefined)
}

/** An account that has added nothing, and cannot without a database. */
const refused = () => Promise.reject(new PlatformError('unavailable', 'There is no database'))
const accountResources: AccountResources = {
  connectorFor: (_owner, connector) => Promise.resolve(connector),
  extendedBy: () => Promise.resolve([]),
  add: refused,
  change: refused,
  remove: refused,
  onChange: () => undefined,
}

export interface CatalogServer {
  readonly server: PlatformServer
  readonly catalog: Catalog
  /** Answers of a GET below `/elements/api-v2`. */
  readonly get: (path: string, headers?: Record<string, string>) => Promise<CatalogAnswer>
}

export interface CatalogAnswer {
  readonly status: number
  readonly headers: Record<string, unknown>
  /** Parsed, when it is JSON. */
  readonly body: unknown
  readonly text: string
  readonly bytes: Buffer
}

/** Header of a caller who owns instance 11, an instance of acme. */
export const userHeader = { authorization: 'user' }
/** Header with the token of instance 11. */
export const instanceHeader = { authorization: 'instance' }

export function catalogServer(): CatalogServer {
  const acme = connectorOf(acmeDefinition, 'built-in')
  const catalog = catalogOf([acme, connectorOf(toysDefinition, 'directory')])
  const caller = { organizationId: 1, accountId: 1, userId: 1 } as Caller
  const { server } = createServer({
    log: silentLog,
    publicUrl: () => 'http://localhost:8080',
    authenticator: {
      addTo(target) {
        target.addHook('onRequest', (request, _reply, done) => {
          const { access } = request.routeOptions.config
          const who = request.headers.authorization
          if (who !== undefined) request.caller = caller
          if (who === 'instance') {
            request.instanceCaller = {
              caller,
              instance: { connector: acme, authenticationType: 'oauth2' } as OpenInstance,
            }
          }
          const refused =
            access === 'user' ? who === undefined : access === 'instance' && who !== 'instance'
          done(refused ? new PlatformError('unauthorized', 'Who are you?') : undefined)
        })
      },
    },
  })
  server.register(
    (scope: PlatformServer, _options, done) => {
      registerElementRoutes(scope, { catalog, accountResources })
      registerHubRoutes(scope, { catalog })
      registerDocumentRoutes(scope, {
        catalog,
        accountResources,
        publicUrl: () => 'http://localhost:8080',
        connectorOfInstance: (_caller, id) =>
          id === 11
            ? Promise.resolve({ connector: acme, authenticationType: 'oauth2' })
            : Promise.reject(new PlatformError('not_found', `No instance found with ID ${id}`)),
      })
      done()
    },
    { prefix: '/elements/api-v2' },
  )
  return {
    server,
    catalog,
    async get(path, headers = {}) {
      const answer = await server.inject({ url: `/elements/api-v2${path}`, headers })
      const isJson = String(answer.headers['content-type']).includes('json')
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? (JSON.parse(answer.payload) as unknown) : undefined,
        text: answer.payload,
        bytes: answer.rawPayload,
      }
    },
  }
}
