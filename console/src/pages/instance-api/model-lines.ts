/** A schema as lines of names and types, for reading. Pure. */
import { resolved, type ApiDocument, type Schema } from './document.ts'

export interface ModelLine {
  /** Unique among the lines. */
  readonly path: string
  readonly depth: number
  readonly name: string
  /** `text`, `list of Product`. */
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
}

const deepest = 3

/** The members of a model and of those within it, three deep; a model within itself is named, not opened. */
export function modelLines(document: ApiDocument, schema: Schema): ModelLine[] {
  return linesOf(document, schema, { path: '', depth: 0, within: [] })
}

interface Place {
  readonly path: string
  readonly depth: number
  readonly within: readonly string[]
}

function linesOf(document: ApiDocument, given: Schema, place: Place): ModelLine[] {
  const { schema, model } = resolved(document, given)
  if (schema.items !== undefined) return linesOf(document, schema.items, place)
  if (model !== undefined && place.within.includes(model)) return []
  if (schema.properties === undefined || place.depth >= deepest) return []
  const within = model === undefined ? place.within : [...place.within, model]
  return Object.entries(schema.properties).flatMap(([name, member]) => {
    const path = `${place.path}/${name}`
    const line: ModelLine = {
      path,
      depth: place.depth,
      name,
      type: typeName(document, member),
      isRequired: schema.required?.includes(name) === true,
      description: member.description ?? resolved(document, member).schema.description ?? '',
    }
    return [line, ...linesOf(document, member, { path, depth: place.depth + 1, within })]
  })
}

/** A type in words. */
export function typeName(document: ApiDocument, given: Schema): string {
  const { schema, model } = resolved(document, given)
  if (schema.items !== undefined) return `list of ${typeName(document, schema.items)}`
  if (model !== undefined) return model
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.type === 'string') return schema.format ?? 'text'
  return schema.type ?? 'anything'
}
