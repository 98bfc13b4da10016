/** Turns what a schema found wrong into one sentence a place, in words a caller can act on. Pure. */
import type { ErrorDetail } from '../core/errors.ts'

/** One finding of TypeBox: JSON Schema keyword, JSON pointer, and the keyword's own values. */
export interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: object
  readonly message: string
}

/** At most this many places are named; a hostile body may have thousands. */
const mostDetails = 20

/**
 * One detail for each place: a pointer such as `/tags/0` for bodies, the bare name for parameters and headers.
 */
export function describeSchemaErrors(
  errors: Iterable<SchemaError>,
  part: 'body' | 'querystring' | 'params' | 'headers',
): ErrorDetail[] {
  const byPlace = new Map<string, SchemaError[]>()
  for (const error of errors) {
    for (const place of placesOf(error)) {
      const known = byPlace.get(place)
      if (known !== undefined) known.push(error)
      else if (byPlace.size < mostDetails) byPlace.set(place, [error])
    }
  }
  const places = [...byPlace.keys()]
  return [...byPlace]
    .filter(([place, found]) => !isAnswered(place, found, places))
    .map(([place, found]) => ({
      path: nameOfPlace(place, part),
      message: sentenceFor(found, part),
    }))
}

/**
 * Of one of several shapes, what is wrong within it says what to do; that the whole is none of the others, such as
 * null, says nothing.
 */
function isAnswered(
  place: string,
  found: readonly SchemaError[],
  places: readonly string[],
): boolean {
  return (
    found.some(({ keyword }) => keyword === 'anyOf') &&
    places.some((other) => other.startsWith(`${place}/`))
  )
}

/** A missing property is an error of the object around it; the caller looks for the property. */
function placesOf(error: SchemaError): string[] {
  if (error.keyword !== 'required') return [error.instancePath]
  const names = (error.params as { requiredProperties?: string[] }).requiredProperties ?? []
  return names.map((name) => `${error.instancePath}/${escapePointer(name)}`)
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function nameOfPlace(place: string, part: 'body' | 'querystring' | 'params' | 'headers'): string {
  if (part === 'body') return place === '' ? '/' : place
  return place.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~')
}

function sentenceFor(
  errors: readonly SchemaError[],
  part: 'body' | 'querystring' | 'params' | 'headers',
): string {
  const allowed = errors
    .filter(({ keyword }) => keyword === 'const')
    .map(({ params }) => (params as { allowedValue?: unknown }).allowedValue)
  if (allowed.length > 0) return `must be one of ${allowed.map(show).join(', ')}`
  const own = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'boolean')
  // What is wrong with a value of the right type says more than that it is of none of the other types.
  const first = own.find(({ keyword }) => keyword !== 'type') ?? own[0]
  if (first === undefined) return 'is not allowed here'
  if (first.keyword === 'type') {
    const types = errors
      .filter(({ keyword }) => keyword === 'type')
      .map(({ params }) => (params as { type?: unknown }).type)
    return `must be ${[...new Set(types.map((type) => typeName(type, part)))].join(' or ')}`
  }
  return sentenceForOne(first)
}

function sentenceForOne({ keyword, params, message }: SchemaError): string {
  const { limit, comparison, allowedValues, pattern, format } = params as {
    limit?: number
    comparison?: string
    allowedValues?: unknown[]
    pattern?: string | RegExp
    format?: string
  }
  switch (keyword) {
    case 'required': {
      return 'is required'
    }
    case 'minLength': {
      return limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`
    }
    case 'maxLength': {
      return `must have at most ${limit} characters`
    }
    case 'minItems': {
      return `must have at least ${limit} entries`
    }
    case 'maxItems': {
      return `must have at most ${limit} entries`
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      return `must be ${comparison} ${limit}`
    }
    case 'enum': {
      return `must be one of ${(allowedValues ?? []).map(show).join(', ')}`
    }
    case 'pattern': {
      const [, sign] = /^\^\[\^(.)\]\*\$$/.exec(String(pattern)) ?? []
      return sign === undefined ? `must match ${String(pattern)}` : `must not contain '${sign}'`
    }
    case 'format': {
      return `must be a valid ${format}`
    }
    case 'additionalProperties': {
      return 'has members that are not allowed here'
    }
    default: {
      return message
    }
  }
}

function typeName(type: unknown, part: string): string {
  switch (type) {
    case 'integer': {
      return 'a whole number'
    }
    case 'number': {
      return 'a number'
    }
    case 'boolean': {
      return 'true or false'
    }
    case 'string': {
      return part === 'body' ? 'a string' : 'given once, as text'
    }
    case 'array': {
      return 'a list'
    }
    case 'object': {
      return 'an object'
    }
    default: {
      return String(type)
    }
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
}
