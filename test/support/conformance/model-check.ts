/** Answers held against the models of a definition: members that no model names, and values of another type. */
import type { Resource } from '../../../src/catalog/element.ts'
import { referenceOf } from '../../../src/catalog/model-closure.ts'
import { schemaTypeOf } from '../../../src/catalog/schema-types.ts'
import { isJsonObject } from '../../../src/core/json.ts'

export interface ModelFindings {
  /** Dotted paths; what is below an undeclared member is not named again. */
  readonly undeclared: Set<string>
  /** By dotted path: what is there and what was declared. */
  readonly mistyped: Map<string, string>
  /** Dotted paths of members that are null. */
  readonly nulls: Set<string>
}

export function newFindings(): ModelFindings {
  return { undeclared: new Set(), mistyped: new Map(), nulls: new Set() }
}

/** Adds what is wrong with an answer of the resource; a resource without a model promises nothing. */
export function checkModel(resource: Resource, body: unknown, findings: ModelFindings): void {
  const models = resource.model?.swagger ?? {}
  const root = models[resource.model?.name ?? '']
  const check = (value: unknown, schema: unknown, path: string): void => {
    if (value === null) findings.nulls.add(path)
    const { type, properties, items, rest } = declaredBy(schema, models)
    if (value === null || value === undefined || type === undefined) return
    if (!fits(value, type)) {
      findings.mistyped.set(path === '' ? 'itself' : path, `is ${kindOf(value)}, declared ${type}`)
      return
    }
    if (Array.isArray(value)) {
      const below = path === '' ? '' : `${path}[*]`
      for (const item of value as unknown[]) check(item, items, below)
      return
    }
    if (!isJsonObject(value)) return
    for (const [name, member] of Object.entries(value)) {
      const below = path === '' ? name : `${path}.${name}`
      if (Object.hasOwn(properties, name)) check(member, properties[name], below)
      else if (rest !== undefined) check(member, rest, below.replace(/[^.]+$/, '*'))
      else if (Object.keys(properties).length > 0) findings.undeclared.add(below)
    }
  }
  if (root !== undefined) check(body, root, '')
}

/** Names of the members that a record of the resource can have. */
export function declaredNames({ model }: Resource): ReadonlySet<string> {
  const models = model?.swagger ?? {}
  const { properties, items } = declaredBy(models[model?.name ?? ''], models)
  return new Set(Object.keys({ ...properties, ...declaredBy(items, models).properties }))
}

interface Declared {
  /** Undefined when anything fits. */
  readonly type: string | undefined
  readonly properties: Readonly<Record<string, unknown>>
  readonly items: unknown
  /** The schema of members without a name of their own. */
  readonly rest: unknown
}

function declaredBy(given: unknown, models: Readonly<Record<string, unknown>>): Declared {
  let schema = isJsonObject(given) ? given : {}
  for (let hops = 0; hops < 8; hops += 1) {
    const name = referenceOf(schema)
    if (name === undefined) break
    const next = models[name]
    schema = isJsonObject(next) ? next : {}
  }
  const parts = Array.isArray(schema['allOf'])
    ? schema['allOf'].map((part: unknown) => declaredBy(part, models))
    : []
  const own = isJsonObject(schema['properties']) ? schema['properties'] : {}
  const properties = Object.assign({}, own, ...parts.map((part) => part.properties)) as Row
  const word = typeof schema['type'] === 'string' ? schemaTypeOf(schema['type'])?.type : undefined
  const rest = schema['additionalProperties']
  return {
    type: word ?? (Object.keys(properties).length > 0 ? 'object' : undefined),
    properties,
    items: schema['items'],
    rest: rest === false ? undefined : rest === true ? {} : rest,
  }
}

type Row = Record<string, unknown>

function fits(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value)
  return type === 'file' || kindOf(value) === type
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}
