import type { Answer } from '../../answer.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import type { JsonObject } from './model.ts'
import type { Store } from './store.ts'
import type { Token, World } from './world.ts'

/** One authenticated call of the REST API, as its handler sees it. */
export interface ApiCall {
  readonly world: World
  readonly store: Store
  readonly token: Token
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The sandbox's own origin. */
  readonly origin: string
  /** The request body as a JSON object. Refuses other content types (415) and other bodies (400). */
  readonly body: () => JsonObject
  /** The request body as it came, for calls that take something else than a JSON object. */
  readonly sent: () => { readonly bytes: Buffer; readonly contentType: string | undefined }
}

/** One operation: verb, path below `/api/v3/{storeId}`, needed scope and what it does. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** Null when any token will do. */
  readonly scope: string | null
  readonly handle: (call: ApiCall) => Answer | Promise<Answer>
}

/** Reads a JSON object from the bytes of a request. */
export function readJsonObject(bytes: unknown, contentType: string | undefined): JsonObject {
  const media = contentType?.split(';')[0]?.trim().toLowerCase()
  if (media !== 'application/json') {
    throw new EcwidError(
      415,
      undefined,
      `Content-Type must be application/json, not ${contentType ?? 'absent'}`,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(Buffer.isBuffer(bytes) ? bytes.toString('utf8') : '')
  } catch {
    throw wrongParameter('The request body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongParameter('The request body is not a JSON object')
  }
  return value as JsonObject
}
