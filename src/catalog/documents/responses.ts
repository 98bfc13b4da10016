import type { Schema } from './clean-schema.ts'
import type { DocumentResponse } from './document-shape.ts'

/** Every operation names exactly these; the words are ours, the list is the old platform's. */
const descriptions: readonly (readonly [string, string])[] = [
  ['200', 'OK'],
  ['400', 'The request is not right: a parameter is missing, or a value is not allowed'],
  ['401', 'The secrets or the token are missing or wrong, or the vendor refused its credentials'],
  ['403', 'The caller may not do this, here or at the vendor'],
  ['404', 'There is no such record'],
  ['405', 'The resource has no such method'],
  ['406', 'The answer cannot be given in the format of the Accept header'],
  ['409', 'It is in the way of something that exists'],
  ['415', 'The content type of the body cannot be read'],
  ['500', 'The platform failed'],
  ['502', 'The vendor failed, or could not be reached'],
]

/** The eleven responses of an operation; `schema` describes the 200. */
export function responsesWith(
  schema: Schema | undefined,
): Readonly<Record<string, DocumentResponse>> {
  return Object.fromEntries(
    descriptions.map(([status, description]) => [
      status,
      status === '200' && schema !== undefined ? { description, schema } : { description },
    ]),
  )
}
