/** Walks through the parts of documents. */
import { isJsonObject } from '../../core/json.ts'
import type { Schema } from './clean-schema.ts'

/** The given schema with `change` applied to its members that are schemas, at their places. */
export function mapSubschemas(schema: Schema, change: (part: Schema) => Schema): Schema {
  const mapped: Schema = { ...schema }
  for (const name of ['items', 'additionalProperties']) {
    const part = schema[name]
    if (isJsonObject(part)) mapped[name] = change(part)
  }
  const { properties, allOf } = schema
  if (isJsonObject(properties)) {
    mapped['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [
        name,
        isJsonObject(part) ? change(part) : {},
      ]),
    )
  }
  if (Array.isArray(allOf)) {
    mapped['allOf'] = allOf.map((part: unknown) => (isJsonObject(part) ? change(part) : {}))
  }
  return mapped
}

/** A record of the same names with each value changed. */
export function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
