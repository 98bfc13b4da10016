/** An instance's own OpenAPI 3.1 document, as the page reads it. Pure. */

export interface Schema {
  readonly type?: string
  readonly format?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly example?: unknown
  readonly $ref?: string
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface DocumentedOperation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Content
  readonly responses?: Readonly<Record<string, Content>>
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

export interface Operation {
  /** Unique within the document. */
  readonly id: string
  readonly method: Method
  /** Below the hub: `/products/{id}`. */
  readonly path: string
  readonly summary: string
  readonly description: string
  /** The resource. */
  readonly group: string
  readonly parameters: readonly Parameter[]
  /** Of the body that it takes. */
  readonly body: Schema | undefined
  readonly answer: Schema | undefined
}

/** All operations, by resource and then by path; a resource's list and create come before its single records. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method.toLowerCase()]
      return operation === undefined ? [] : [operationOf(method, path, operation)]
    }),
  )
}

function operationOf(method: Method, path: string, operation: DocumentedOperation): Operation {
  return {
    id: operation.operationId ?? `${method} ${path}`,
    method,
    path,
    summary: operation.summary ?? `${method} ${path}`,
    description: operation.description ?? '',
    group: operation.tags?.[0] ?? path.split('/')[1] ?? '',
    parameters: operation.parameters ?? [],
    body: schemaIn(operation.requestBody),
    answer: schemaIn(operation.responses?.['200']),
  }
}

function schemaIn(content: Content | undefined): Schema | undefined {
  return content?.content?.['application/json']?.schema
}

export interface Group {
  readonly name: string
  readonly operations: readonly Operation[]
}

/** By resource, those whose path, name or summary has every word of the text. */
export function groupsOf(operations: readonly Operation[], text = ''): Group[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) {
    const { method, path, id, summary, group } = operation
    const told = `${method} ${path} ${id} ${summary} ${group}`.toLowerCase()
    if (!words.every((word) => told.includes(word))) continue
    groups.set(group, [...(groups.get(group) ?? []), operation])
  }
  return [...groups].map(([name, found]) => ({ name, operations: found }))
}

/** The schema itself in the place of a reference to it, with the name of the model. */
export function resolved(
  document: ApiDocument,
  schema: Schema,
): { readonly schema: Schema; readonly model: string | undefined } {
  const model = schema.$ref?.split('/').at(-1)
  if (model === undefined) return { schema, model }
  return { schema: document.components?.schemas?.[model] ?? {}, model }
}
