import type { Resource } from '../element.ts'
import { referencesIn } from '../model-closure.ts'
import { cleanSchema, type Schema } from './clean-schema.ts'

export type Definitions = Readonly<Record<string, Schema>>

/** All models of the resources, made valid. A name that something refers to and nothing defines is an open object. */
export function definitionsOf(resources: readonly Resource[]): Definitions {
  const definitions: Record<string, Schema> = {}
  for (const { model } of resources) {
    for (const map of [model?.swagger, model?.requestSwagger]) {
      for (const [name, schema] of Object.entries(map ?? {}))
        definitions[name] = cleanSchema(schema)
    }
  }
  for (const name of Object.values(definitions).flatMap((schema) => referencesIn(schema))) {
    if (!Object.hasOwn(definitions, name)) definitions[name] = { type: 'object' }
  }
  return definitions
}
