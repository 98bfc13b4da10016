/** Swagger 2.0 definitions by name, and what one of them needs of the others. */
import { isJsonObject } from '../core/json.ts'
import { schemaTypeOf } from './schema-types.ts'

export type Models = Readonly<Record<string, unknown>>

const referencePrefix = '#/definitions/'
/** The definition that a schema names by `$ref`, or by `type` as old exports do; undefined for none. */
export function referenceOf(schema: Readonly<Record<string, unknown>>): string | undefined {
  const { $ref: reference, type } = schema
  if (typeof reference === 'string' && reference.startsWith(referencePrefix)) {
    return reference.slice(referencePrefix.length)
  }
  return typeof type === 'string' && schemaTypeOf(type) === undefined ? type : undefined
}

/** Names of the definitions that a schema names anywhere inside, each once. */
export function referencesIn(schema: unknown): readonly string[] {
  const found = new Set<string>()
  collect(schema, found)
  return [...found]
}

/** Walks schemas only: a property that happens to be called `type` is a name, not a type. */
function collect(schema: unknown, found: Set<string>): void {
  if (!isJsonObject(schema)) return
  const reference = referenceOf(schema)
  if (reference !== undefined) found.add(reference)
  for (const member of [schema['properties'], schema['patternProperties']]) {
    if (isJsonObject(member)) for (const property of Object.values(member)) collect(property, found)
  }
  for (const member of [schema['items'], schema['additionalProperties']]) collect(member, found)
  if (Array.isArray(schema['allOf'])) for (const part of schema['allOf']) collect(part, found)
}

/**
 * The named definition and everything it needs, for as deep as it goes. `missing` are names that nothing defines.
 */
export function modelClosure(
  models: Models,
  name: string,
): { swagger: Record<string, unknown>; missing: readonly string[] } {
  const swagger: Record<string, unknown> = {}
  const missing: string[] = []
  const waiting = [name]
  const seen = new Set(waiting)
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (!Object.hasOwn(models, next)) {
      missing.push(next)
      continue
    }
    swagger[next] = models[next]
    for (const reference of referencesIn(models[next])) {
      if (!seen.has(reference)) waiting.push(reference)
      seen.add(reference)
    }
  }
  return { swagger, missing }
}
