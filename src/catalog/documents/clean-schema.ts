/**
 * Schemas of definitions come from many hands; a swagger 2.0 document must be valid whatever they hold. This keeps
 * what the specification knows and mends the rest.
 */
import { isJsonObject } from '../../core/json.ts'
import { referenceOf } from '../model-closure.ts'
import { schemaTypeOf } from '../schema-types.ts'

/** A swagger 2.0 schema object. */
export type Schema = Record<string, unknown>

/** Members of a schema that are copied as they are. */
const plainMembers: ReadonlySet<string> = new Set([
  'format',
  'title',
  'description',
  'default',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'discriminator',
  'readOnly',
  'externalDocs',
  'example',
])

/** `{"$ref": …}` of a definition. */
export function referenceTo(name: string): Schema {
  return { $ref: `#/definitions/${name}` }
}

/** A valid schema that says what the given one meant. */
export function cleanSchema(given: unknown): Schema {
  if (!isJsonObject(given)) return { type: 'object' }
  const reference = referenceOf(given)
  if (reference !== undefined) return referenceTo(reference)
  const schema: Schema = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue
    if (plainMembers.has(name) || name.startsWith('x-')) schema[name] = value
  }
  const type = typeOf(given['type'])
  if (type !== undefined) Object.assign(schema, type)
  if (Array.isArray(given['enum']) && given['enum'].length > 0) {
    schema['enum'] = [...new Set(given['enum'] as unknown[])]
  }
  if (schema['type'] === 'array') schema['items'] = cleanSchema(given['items'])
  if (isJsonObject(given['properties'])) addProperties(schema, given)
  const additional = given['additionalProperties']
  if (isJsonObject(additional)) schema['additionalProperties'] = cleanSchema(additional)
  else if (typeof additional === 'boolean') schema['additionalProperties'] = additional
  if (Array.isArray(given['allOf']) && given['allOf'].length > 0) {
    schema['allOf'] = given['allOf'].map((part) => cleanSchema(part))
  }
  return schema
}

/** A list of types means its first that is not null. */
function typeOf(given: unknown): Schema | undefined {
  const word: unknown = Array.isArray(given) ? given.find((type) => type !== 'null') : given
  const type = typeof word === 'string' ? schemaTypeOf(word) : undefined
  if (type === undefined) return undefined
  return type.type === 'file' ? { type: 'string', format: 'binary' } : { ...type }
}

function addProperties(schema: Schema, given: Readonly<Record<string, unknown>>): void {
  const properties = given['properties'] as Record<string, unknown>
  schema['properties'] = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, cleanSchema(property)]),
  )
  const { required } = given
  if (!Array.isArray(required)) return
  const known = required.filter(
    (name): name is string => typeof name === 'string' && Object.hasOwn(properties, name),
  )
  if (known.length > 0) schema['required'] = [...new Set(known)]
}
