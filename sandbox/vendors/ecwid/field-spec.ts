import { wrongParameter } from './errors.ts'
import { dateOf } from './dates.ts'
import type { JsonObject } from './model.ts'

/** Kinds of value that a writable field takes. */
type FieldKind =
  'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'idList' | 'date'

/** Writable fields of an entity. Whatever is not named here is read-only or unknown, and ignored. */
export type FieldSpec = Readonly<Record<string, FieldKind>>

/**
 * Takes the writable fields out of a request body.
 * @throws 400 WRONG_PARAMETER that names the field when a value is of another kind.
 */
export function readFields(body: JsonObject, spec: FieldSpec, entity: string): JsonObject {
  const fields: JsonObject = {}
  for (const [name, kind] of Object.entries(spec)) {
    const value = body[name]
    if (value === undefined) continue
    if (value === null || fits(value, kind)) fields[name] = value
    else throw wrongParameter(`Field ${entity}.${name} has a wrong value: expected ${kind}`)
  }
  return fields
}

/** Puts written fields over stored ones; null removes an optional one. */
export function mergeFields<T extends JsonObject>(stored: T, written: JsonObject): T {
  const merged: JsonObject = { ...stored }
  for (const [name, value] of Object.entries(written)) {
    if (value === null) delete merged[name]
    else merged[name] = value
  }
  return merged as T
}

/** @throws 400 in the vendor's words when a field is missing or null. */
export function requireField(body: JsonObject, entity: string, name: string): void {
  if (body[name] === undefined || body[name] === null) {
    throw wrongParameter(`Field ${entity}.${name} is absent`)
  }
}

/** @throws 400 when the value is no member of the list. */
export function requireChoice(
  value: unknown,
  entity: string,
  name: string,
  choices: readonly string[],
): void {
  if (value === undefined || value === null) return
  if (typeof value !== 'string' || !choices.includes(value)) {
    throw wrongParameter(
      `Field ${entity}.${name} has a wrong value '${describe(value)}': expected one of ${choices.join(', ')}`,
    )
  }
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fits(value: unknown, kind: FieldKind): boolean {
  switch (kind) {
    case 'string':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'integer':
      return Number.isSafeInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
    case 'array':
      return Array.isArray(value)
    case 'idList':
      return Array.isArray(value) && value.every((member) => Number.isSafeInteger(member))
    case 'date':
    default:
      return dateOf(value) !== undefined
  }
}
