/** What all routes of documents share: their query, their parameters, their answers. */
import { Type, type Static } from 'typebox'
import type { Connector } from '../../../catalog/connector.ts'
import type { SwaggerDocument } from '../../../catalog/documents/document-shape.ts'
import {
  openapiDefinitions,
  openapiDocument,
  type OpenapiDocument,
} from '../../../catalog/documents/openapi.ts'
import { onlyOperation } from '../../../catalog/documents/pick.ts'
import {
  resolvedDefinitions,
  resolvedDocument,
} from '../../../catalog/documents/resolve-references.ts'
import { connectorDocument } from '../../../catalog/documents/swagger.ts'
import { PlatformError } from '../../../core/errors.ts'

const version = Type.Optional(
  Type.String({
    description: '`3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0',
  }),
)
const ignored = Type.Optional(
  Type.String({ description: 'Accepted for old clients; changes nothing' }),
)
const resolveReferences = Type.Optional(
  Type.Boolean({ description: 'Write every model where it is used, without `$ref`' }),
)
const baseUrl = Type.Optional(
  Type.String({ description: 'Address of this server to write into the document' }),
)

export const VersionQuery = Type.Object({ version, baseUrl })

export const ObjectDocumentQuery = Type.Object({
  baseUrl,
  version,
  resolveReferences,
  discovery: ignored,
  basic: ignored,
})

export const DocumentQuery = Type.Object({
  ...ObjectDocumentQuery.properties,
  operationId: Type.Optional(Type.String({ description: 'Only this operation' })),
})

export const DefinitionsQuery = Type.Object({
  version,
  resolveReferences,
  discovery: ignored,
  basic: ignored,
})

export const operationIdParam = Type.String({
  description: 'operationId, or method and path such as `GET-orders`',
})

/** A document; its parts are those of the specification. */
export const DocumentSchema = Type.Object(
  { info: Type.Object({}, { additionalProperties: true }) },
  { additionalProperties: true, description: 'A Swagger 2.0 or OpenAPI 3.1 document' },
)

export const DefinitionsSchema = Type.Record(Type.String(), Type.Unknown())

/** A connector, or what its instances of an authentication type have of it. */
export interface Documented {
  readonly connector: Connector
  readonly authenticationType?: string
}

/** The document of a connector as the query wants it; `operationId` of a path goes before that of the query. */
export function documentFor(
  { connector, authenticationType }: Documented,
  query: Static<typeof DocumentQuery>,
  publicUrl: string,
  operationId = query.operationId,
): SwaggerDocument | OpenapiDocument {
  const document = connectorDocument(connector, addressOf(query, publicUrl), authenticationType)
  return inVersion(operationId === undefined ? document : operationOf(document, operationId), query)
}

/** The models of one operation. */
export function definitionsFor(
  { connector, authenticationType }: Documented,
  query: Static<typeof DefinitionsQuery>,
  operationId: string,
): Record<string, unknown> {
  const document = connectorDocument(connector, 'http://localhost', authenticationType)
  const { definitions } = operationOf(document, operationId)
  const wanted = query.resolveReferences === true ? resolvedDefinitions(definitions) : definitions
  return isNew(query) ? openapiDefinitions(wanted) : { ...wanted }
}

/** The document in the words of the wanted version. */
export function inVersion(
  document: SwaggerDocument,
  query: { readonly version?: string; readonly resolveReferences?: boolean },
): SwaggerDocument | OpenapiDocument {
  const wanted = query.resolveReferences === true ? resolvedDocument(document) : document
  return isNew(query) ? openapiDocument(wanted) : wanted
}

/** True when OpenAPI 3.1 is asked for. */
export function isNew(query: { readonly version?: string }): boolean {
  return query.version !== undefined && /^3\.1(\.\d+)?$/.test(query.version)
}

/** The address to write into a document. Throws invalid_request for one that is none. */
export function addressOf(query: { readonly baseUrl?: string }, publicUrl: string): string {
  return query.baseUrl === undefined ? publicUrl : checkedBaseUrl(query.baseUrl)
}

function operationOf(document: SwaggerDocument, id: string): SwaggerDocument {
  const part = onlyOperation(document, id)
  if (part !== undefined) return part
  throw new PlatformError('not_found', `No operation found with operationId ${id}`)
}

function checkedBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '') return text
  const message = 'must be an http or https address, such as https://connect.example.com'
  throw new PlatformError('invalid_request', `baseUrl ${message}`, {
    details: [{ path: 'baseUrl', message }],
  })
}
