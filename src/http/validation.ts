/**
 * Schemas of routes, compiled by TypeBox. Bodies are judged as they came: nothing is coerced and nothing unknown
 * is removed. Query and path parameters arrive as text, so numbers, booleans and lists are read from it by the
 * schema's own words, strictly: `1` is a number, `01x`, `1e999` and an empty text are not.
 */
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { PlatformError, type ErrorDetail } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { describeSchemaErrors } from './schema-errors.ts'

export type ValidatedPart = 'body' | 'querystring' | 'params' | 'headers'

export type Validation = { readonly value: unknown } | { readonly error: PlatformError }

/** Makes the function that Fastify calls for one part of a route's requests. */
export function compileValidator(schema: TSchema, part: string): (value: unknown) => Validation {
  const validator = Compile(schema)
  if (part === 'body') return (value) => judge(validator, value, 'body')
  const readText = textReader(schema)
  const where = part === 'querystring' || part === 'params' ? part : 'headers'
  return (value) => judge(validator, readText(value), where)
}

interface Validator {
  Check(value: unknown): boolean
  Errors(value: unknown): Parameters<typeof describeSchemaErrors>[0]
}

function judge(validator: Validator, value: unknown, part: ValidatedPart): Validation {
  if (validator.Check(value)) return { value }
  // Fastify hands over null when there was no body at all.
  if (part === 'body' && value === null) {
    return {
      error: new PlatformError(
        'invalid_request',
        'This route needs a JSON body. Send one, with the header Content-Type: application/json',
      ),
    }
  }
  const details = describeSchemaErrors(validator.Errors(value), part)
  return { error: new PlatformError('invalid_request', summarize(details, part), { details }) }
}

const partNames: Readonly<Record<ValidatedPart, string>> = {
  body: 'The body is not as this route expects',
  querystring: 'A query parameter is not as this route expects',
  params: 'A part of the path is not as this route expects',
  headers: 'A header is not as this route expects',
}

function summarize(details: readonly ErrorDetail[], part: ValidatedPart): string {
  const named = details.slice(0, 3).map(({ path, message }) => `${path} ${message}`.trim())
  const more = details.length > 3 ? `, and ${details.length - 3} more` : ''
  return `${partNames[part]}: ${named.join('; ')}${more}`
}

type TextType = 'integer' | 'number' | 'boolean' | 'text'

interface PropertyReader {
  readonly name: string
  readonly type: TextType
  readonly isList: boolean
  readonly fallback: unknown
}

function textReader(schema: TSchema): (value: unknown) => unknown {
  const properties = (schema as { properties?: Record<string, unknown> }).properties
  if (properties === undefined) return (value) => value
  const readers = Object.entries(properties).map(([name, property]) => readerOf(name, property))
  return (value) => {
    if (!isJsonObject(value)) return value
    const read: Record<string, unknown> = { ...value }
    for (const reader of readers) {
      const given = read[reader.name]
      if (given !== undefined) read[reader.name] = convert(given, reader)
      else if (reader.fallback !== undefined) read[reader.name] = reader.fallback
    }
    return read
  }
}

function readerOf(name: string, property: unknown): PropertyReader {
  const schema = isJsonObject(property) ? property : {}
  const isList = schema['type'] === 'array'
  const item = isList && isJsonObject(schema['items']) ? schema['items'] : schema
  return { name, type: textType(item), isList, fallback: schema['default'] }
}

function textType(schema: Record<string, unknown>): TextType {
  const type = schema['type']
  if (type === 'integer' || type === 'number' || type === 'boolean') return type
  const variants = schema['anyOf']
  if (Array.isArray(variants)) {
    const types = variants.filter(isJsonObject).map(textType)
    // `1` or `all`: what reads as the number is the number, the rest stays text.
    return types.find((variant) => variant !== 'text') ?? 'text'
  }
  return 'text'
}

function convert(given: unknown, reader: PropertyReader): unknown {
  if (reader.isList) {
    const items: unknown[] = Array.isArray(given) ? given : [given]
    return items.map((item) => readText(item, reader.type))
  }
  return readText(given, reader.type)
}

const wholeNumber = /^-?(?:0|[1-9]\d{0,15})$/
const decimalNumber = /^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?$/

const booleans = new Map([
  ['true', true],
  ['false', false],
])

function readText(given: unknown, type: TextType): unknown {
  if (typeof given !== 'string') return given
  if (type === 'integer') {
    return wholeNumber.test(given) && Number.isSafeInteger(Number(given)) ? Number(given) : given
  }
  if (type === 'number') return decimalNumber.test(given) ? Number(given) : given
  if (type === 'boolean') return booleans.get(given.toLowerCase()) ?? given
  return given
}
