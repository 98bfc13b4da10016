/** What all routes of documents share: their query, their parameters, their answers. */
import { Type, type Static } from 'typebox'
import type { Connector } from '../../../catalog/connector.ts'
import type { SwaggerDocument } from '../../../catalog/documents/document-shape.ts'
import { onlyOperation } from '../../../catalog/documents/pick.ts'
import { connectorDocument } from '../../../catalog/documents/swagger.ts'
import { PlatformError } from '../../../core/errors.ts'

export const DocumentQuery = Type.Object({
  baseUrl: Type.Optional(
    Type.String({ description: 'Address of this server to write into the document' }),
  ),
  operationId: Type.Optional(Type.String({ description: 'Only this operation' })),
  version: Type.Optional(
    Type.String({ description: 'Accepted for old clients; the newest document is answered' }),
  ),
})

export const operationIdParam = Type.String({
  description: 'operationId, or method and path such as `GET-orders`',
})

/** A swagger 2.0 document; its parts are those of the specification. */
export const DocumentSchema = Type.Object(
  { swagger: Type.String() },
  { additionalProperties: true, description: 'A swagger 2.0 document' },
)

export const DefinitionsSchema = Type.Record(Type.String(), Type.Unknown())

/** The document of a connector as the query wants it. */
export function documentFor(
  connector: Connector,
  query: Static<typeof DocumentQuery>,
  publicUrl: string,
): SwaggerDocument {
  const address = query.baseUrl === undefined ? publicUrl : checkedBaseUrl(query.baseUrl)
  const document = connectorDocument(connector, address)
  return query.operationId === undefined ? document : operationOf(document, query.operationId)
}

/** @throws PlatformError `not_found` */
export function operationOf(document: SwaggerDocument, id: string): SwaggerDocument {
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
