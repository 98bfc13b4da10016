/** The parts of a swagger 2.0 document that we write. */
import type { Definitions } from './definitions.ts'
import type { Schema } from './clean-schema.ts'

export interface DocumentParameter {
  readonly name: string
  readonly in: 'header' | 'path' | 'query' | 'formData' | 'body'
  readonly required: boolean
  readonly description?: string
  readonly type?: string
  readonly format?: string
  readonly items?: Schema
  /** Of a list in a query: `multi` repeats the parameter; otherwise it is one text with commas. */
  readonly collectionFormat?: 'multi'
  readonly schema?: Schema
}

export interface DocumentResponse {
  readonly description: string
  readonly schema?: Schema
}

export interface DocumentOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly consumes?: readonly string[]
  readonly parameters: readonly DocumentParameter[]
  readonly responses: Readonly<Record<string, DocumentResponse>>
}

/** Lower-case methods of one path. */
export type DocumentPath = Readonly<Record<string, DocumentOperation>>

export interface SwaggerDocument {
  readonly swagger: '2.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly host: string
  readonly basePath: string
  readonly schemes: readonly string[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, DocumentPath>>
  readonly definitions: Definitions
}
