/**
 * JSON from strangers. What JSON.parse takes is almost always fine, so it goes first; looking closer is only done
 * for what it refuses (to say where and what to correct) and for what could be an attack.
 */
import { PlatformError } from './errors.ts'
import { findMistake } from './json-mistake.ts'

const maxDepth = 64

/** The ways to reach a prototype by a key, also when letters of it are escaped. */
const suspicious = /__proto__|constructor|\\u00[2-7]/i

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
  // Fewer brackets than that cannot nest deeper; only texts with many are walked.
  if (suspicious.test(text) || hasManyBrackets(text)) check(value)
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

function hasManyBrackets(text: string): boolean {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code !== 0x5b && code !== 0x7b) continue
    count++
    if (count > maxDepth) return true
  }
  return false
}

/** Walks without recursion, so that depth costs no stack. */
function check(root: unknown): void {
  const open: { value: object; depth: number; path: string }[] = []
  const visit = (value: unknown, depth: number, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    if (depth > maxDepth) {
      throw new PlatformError(
        'invalid_json',
        `The JSON is nested deeper than ${maxDepth} levels; send a flatter structure`,
      )
    }
    open.push({ value, depth, path })
  }
  visit(root, 1, '')
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth, path } = next
    if (Array.isArray(value)) {
      for (const [index, member] of value.entries()) visit(member, depth + 1, `${path}/${index}`)
      continue
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
      visit(member, depth + 1, place)
    }
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
