/** Schemas of swagger 2.0 as TypeScript types. Every name is written as a text, so that none can be anything else. */
import { isJsonObject } from '../../core/json.ts'
import { referenceOf } from '../model-closure.ts'
import type { Schema } from './clean-schema.ts'

/** The type of a schema; models are members of the interface `Models`, whatever they are called. */
export function typeOf(schema: Schema | undefined, indent = ''): string {
  if (schema === undefined) return 'unknown'
  const reference = referenceOf(schema)
  if (reference !== undefined) return `Models[${JSON.stringify(reference)}]`
  const { type, enum: values, allOf } = schema
  if (Array.isArray(values) && values.length > 0 && values.every(isLiteral)) {
    return values.map((value) => JSON.stringify(value)).join(' | ')
  }
  const parts = Array.isArray(allOf) ? allOf.filter(isJsonObject) : []
  if (parts.length > 0) {
    const own = isJsonObject(schema['properties']) ? [objectType(schema, indent)] : []
    return [...parts.map((part) => `(${typeOf(part, indent)})`), ...own].join(' & ')
  }
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
      return type
    case 'integer':
      return 'number'
    case 'file':
      return 'Blob'
    case 'array': {
      const { items } = schema
      return `Array<${typeOf(isJsonObject(items) ? items : undefined, indent)}>`
    }
    default:
      return objectType(schema, indent)
  }
}

/** Members of an object type, each on a line of its own, with what is known of it. */
export function membersOf(
  members: readonly { name: string; type: string; optional: boolean; told?: string | undefined }[],
  indent: string,
): string {
  return members
    .map(({ name, type, optional, told }) => {
      const comment =
        told === undefined || told === '' ? '' : `${indent}/** ${commentOf(told)} */\n`
      return `${comment}${indent}${memberName(name)}${optional ? '?' : ''}: ${type}\n`
    })
    .join('')
}

/** Text that ends no comment and stays on its line. */
export function commentOf(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim()
}

/** A name of a member, in quotes where it needs them. */
export function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

function objectType(schema: Schema, indent: string): string {
  const { properties, additionalProperties, required } = schema
  const inner = `${indent}  `
  const others =
    isJsonObject(additionalProperties) && Object.keys(additionalProperties).length > 0
      ? `Record<string, ${typeOf(additionalProperties, indent)}>`
      : 'Record<string, unknown>'
  if (!isJsonObject(properties) || Object.keys(properties).length === 0) return others
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  const members = Object.entries(properties).map(([name, given]) => {
    const part = isJsonObject(given) ? given : {}
    const { description } = part
    return {
      name,
      type: typeOf(part, inner),
      optional: !needed.includes(name),
      told: typeof description === 'string' ? description : undefined,
    }
  })
  return `{\n${membersOf(members, inner)}${indent}}`
}

function isLiteral(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
