/** A payload as it came, for two readers: who looks for what changed in it, and the customer who gets it as `raw`. */
import { parseJson } from '../../core/parse-json.ts'
import { withNumbersAsWritten } from '../written-numbers.ts'
import { isJsonObject } from '../../core/json.ts'

export interface Payload {
  /** A JSON value, the fields of a form, or a text. */
  readonly value: unknown
  /** The same, with numbers that JavaScript cannot hold as `WrittenNumber`. */
  readonly exact: unknown
  /** JSON text of an object, as `raw` of the notification holds it. */
  raw(objectType: string): string
}

/** Shorter numbers are safe. */
const mayRound = /\d{16}/

/** Never throws: what is not as its content type says is text. */
export function readPayload(contentType: string, bytes: Buffer): Payload {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return ofObject(formFields(text))
  const value = jsonIn(text)
  if (value === undefined) return ofObject({ body: text }, text)
  // The vendor's own text goes on: numbers that JavaScript cannot hold stay what they are.
  const exact = mayRound.test(text) ? withNumbersAsWritten(text) : value
  if (isJsonObject(value)) return { value, exact, raw: (type) => withObjectType(text, value, type) }
  return ofObject({ body: value }, value, exact)
}

function ofObject(
  fields: Record<string, unknown>,
  value: unknown = fields,
  exact: unknown = value,
): Payload {
  return { value, exact, raw: (objectType) => JSON.stringify({ ...fields, objectType }) }
}

/** A vendor's own member of that name stays. */
function withObjectType(text: string, value: Record<string, unknown>, objectType: string): string {
  if ('objectType' in value) return text.trim()
  const open = text.trimEnd().slice(0, -1).trimStart()
  const comma = Object.keys(value).length === 0 ? '' : ','
  return `${open}${comma}"objectType":${JSON.stringify(objectType)}}`
}

function formFields(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    fields.set(name, [...(fields.get(name) ?? []), value])
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return parseJson(text)
  } catch {
    // Not JSON, or JSON that nobody should unpack: it is told as text.
    return undefined
  }
}
