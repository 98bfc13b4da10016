/**
 * JSON from strangers. What JSON.parse takes is almost always fine, so it goes first; looking closer is only done
 * for what it refuses (to say where and what to correct) and for what could be an attack.
 */
import { PlatformError } from './errors.ts'
import { findMistake } from './json-mistake.ts'

const maxDepth = 64

/**
 * Parses strict JSON. Bytes must be UTF-8; one byte order mark at the start is forgiven.
 * @throws PlatformError `invalid_json` that names line and column and what to write instead
 */
export function parseJson(input: Buffer | string): unknown {
  const text = withoutMark(typeof input === 'string' ? input : decode(input))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw mistakeIn(text, cause)
  }
  if (isDeeper(value, maxDepth)) {
    throw new PlatformError(
      'invalid_json',
      `The JSON is nested deeper than ${maxDepth} levels; send a flatter structure`,
    )
  }
  if (mayReachPrototype(text)) refusePrototypeKeys(value, '')
  return value
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes)
  } catch (cause) {
    throw new PlatformError('invalid_json', 'The body is not UTF-8 text; send JSON as UTF-8', {
      cause,
    })
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** On the way of every answer of a vendor, so it allocates nothing. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (isDeeper(value[index], levels - 1)) return true
    }
    return false
  }
  const record = value as Record<string, unknown>
  for (const key in record) {
    if (isDeeper(record[key], levels - 1)) return true
  }
  return false
}

/** Whether a key of that kind may be in the text, perhaps with some of its letters escaped. */
function mayReachPrototype(text: string): boolean {
  return (
    text.includes('__proto__') ||
    text.includes('\\u00') ||
    (text.includes('"constructor"') && text.includes('"prototype"'))
  )
}

/** The depth is known to be small. */
function refusePrototypeKeys(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) refusePrototypeKeys(member, `${path}/${index}`)
    return
  }
  for (const [key, member] of Object.entries(value)) {
    const place = `${path}/${key}`
    if (key === '__proto__' || (key === 'constructor' && hasPrototypeKey(member))) {
      throw new PlatformError(
        'invalid_json',
        `The JSON has the key "${key}" at ${place}, which is not allowed; remove it`,
        { details: [{ path: place, message: 'This key is not allowed' }] },
      )
    }
    refusePrototypeKeys(member, place)
  }
}

function hasPrototypeKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
}

/** What went wrong in a text that JSON.parse refused, with a place to look at and a correction. */
function mistakeIn(text: string, cause: unknown): PlatformError {
  const { offset, problem } = findMistake(text)
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  const place = `line ${line}, column ${column}`
  return new PlatformError('invalid_json', `The JSON cannot be read at ${place}: ${problem}`, {
    cause,
    details: [{ path: '', message: `${place}: ${problem}` }],
  })
}
