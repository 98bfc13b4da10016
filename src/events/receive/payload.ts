/** A vendor's webhook as a document in which values are looked up. Pure; what cannot be read is `undefined`. */
import { parseJson } from '../../core/parse-json.ts'
import { withNumbersAsWritten, WrittenNumber } from '../written-numbers.ts'

export interface Payload {
  /** A JSON value, or the fields of a form or a query; undefined when it is neither. */
  readonly value: unknown
  /** The text, number or boolean at a JSON pointer, as it was written; undefined when there is none. */
  text(pointer: string): string | undefined
  /** The same at a dotted path. */
  textAt(path: string): string | undefined
}

const form = /^application\/x-www-form-urlencoded\s*(?:;|$)/i

export function readPayload(contentType: string, raw: Buffer): Payload {
  const { value, json } = isForm(contentType) ? fieldsOf(raw.toString('latin1')) : documentOf(raw)
  let exact: unknown
  const written = (path: readonly string[]) => {
    const found = valueAt(value, path)
    if (typeof found !== 'number' || Number.isSafeInteger(found)) return textOf(found)
    exact ??= withNumbersAsWritten(json.toString())
    return textOf(valueAt(exact, path))
  }
  return {
    value,
    text: (pointer) => written(partsOf(pointer)),
    textAt: (path) => written(path.split('.')),
  }
}

export function isForm(contentType: string): boolean {
  return form.test(contentType)
}

/** RFC 6901, section 4. */
function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Own members only. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) {
      return undefined
    }
    current = (current as Record<string, unknown>)[part]
  }
  return current
}

/** Numbers are written without an exponent, as vendors sign them. */
function textOf(value: unknown): string | undefined {
  if (value instanceof WrittenNumber)
    return /^-?\d+(?:\.\d+)?$/.test(value.text) ? value.text : undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}

/** A document, and the JSON that it was read from. */
interface Document {
  readonly value: unknown
  readonly json: Buffer
}

function documentOf(json: Buffer): Document {
  try {
    return { value: parseJson(json), json }
  } catch {
    return { value: undefined, json }
  }
}

/** Vendors that send one parameter with JSON in it mean that. */
function fieldsOf(text: string): Document {
  const fields = new Map(new URLSearchParams(text))
  const [only] = fields.values()
  if (fields.size === 1 && only !== undefined && /^\s*\{/.test(only)) {
    const inner = documentOf(Buffer.from(only))
    if (inner.value !== undefined) return inner
  }
  fields.delete('__proto__')
  return { value: Object.fromEntries(fields), json: Buffer.alloc(0) }
}
