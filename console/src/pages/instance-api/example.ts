/** A body to begin with, made of its schema. Pure. */
import { resolved, type ApiDocument, type Schema } from './document.ts'

/** Members of a short example when the schema requires none. */
const fewMembers = 4
const deepest = 4

/** `short`: what is required, or the first few plain members. `whole`: every member there is. */
export function exampleOf(
  document: ApiDocument,
  schema: Schema,
  size: 'short' | 'whole' = 'short',
): unknown {
  const body = resolved(document, schema).schema
  if (body.properties === undefined) return valueOf(document, schema, 'value', 0)
  const names = Object.keys(body.properties)
  const chosen = size === 'whole' ? names : shortNames(document, body, names)
  return Object.fromEntries(
    chosen.map((name) => [name, valueOf(document, body.properties?.[name] ?? {}, name, 1)]),
  )
}

function shortNames(document: ApiDocument, body: Schema, names: readonly string[]) {
  const required = names.filter((name) => body.required?.includes(name))
  if (required.length > 0) return required
  const plain = names.filter((name) => {
    const { schema } = resolved(document, body.properties?.[name] ?? {})
    return schema.properties === undefined && schema.items === undefined
  })
  return (plain.length > 0 ? plain : names).slice(0, fewMembers)
}

function valueOf(document: ApiDocument, given: Schema, name: string, depth: number): unknown {
  const { schema } = resolved(document, given)
  const told = schema.example ?? schema.default ?? schema.enum?.[0]
  if (told !== undefined) return told
  if (schema.properties !== undefined) {
    if (depth >= deepest) return {}
    return Object.fromEntries(
      Object.entries(schema.properties).map(([member, inner]) => [
        member,
        valueOf(document, inner, member, depth + 1),
      ]),
    )
  }
  if (schema.items !== undefined) {
    return depth >= deepest ? [] : [valueOf(document, schema.items, name, depth + 1)]
  }
  return plainValue(schema, name)
}

function plainValue({ type = 'string', format }: Schema, name: string): unknown {
  switch (type) {
    case 'integer': {
      return 1
    }
    case 'number': {
      return 9.99
    }
    case 'boolean': {
      return true
    }
    case 'array': {
      return []
    }
    case 'object': {
      return {}
    }
    default: {
      if (format === 'date-time') return '2026-01-31T09:30:00Z'
      if (format === 'date') return '2026-01-31'
      return /e-?mail/i.test(name) ? 'someone@example.com' : `Example ${name}`
    }
  }
}
