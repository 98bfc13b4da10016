import { hash } from 'node:crypto'
import { PlatformError } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'

/** Where the next page begins. Only data: whatever a client makes of it, it ends up in query parameters. */
export interface PageToken {
  /** 1-based page, or undefined when an offset or a cursor says it. */
  readonly page?: number
  readonly offset?: number
  readonly cursor?: string
  readonly size: number
  /** Of everything that decides which records are walked. */
  readonly fingerprint: string
}

const longestToken = 8192
const ownWords = new Set([
  'page',
  'pageSize',
  'nextPage',
  'fields',
  'returnTotalCount',
  'returnCount',
])

/** Fingerprint of a walk: the path and every parameter that chooses or orders records. */
export function walkFingerprint(path: string, query: Readonly<Record<string, string>>): string {
  let text = path
  for (const name of Object.keys(query).sort()) {
    if (!ownWords.has(name)) text += `\n${name}=${query[name]}`
  }
  return hash('sha1', text, 'base64url').slice(0, 12)
}

export function writePageToken(token: PageToken): string {
  const { page, offset, cursor, size, fingerprint } = token
  return Buffer.from(
    JSON.stringify({ v: 1, s: size, p: page, o: offset, c: cursor, f: fingerprint }),
  ).toString('base64url')
}

/** Reads a token of ours. Throws 400 when it is none, or was issued for another question. */
export function readPageToken(text: string, fingerprint: string): PageToken {
  const found = text.length > longestToken ? undefined : parse(text)
  if (found === undefined) {
    throw refuse(
      "The 'nextPage' token cannot be read; use the value of Elements-Next-Page-Token as it came",
    )
  }
  if (found.fingerprint !== fingerprint) {
    throw refuse(
      "The 'nextPage' token belongs to another request; repeat the path, where, orderBy and other parameters of the first page",
    )
  }
  return found
}

function parse(text: string): PageToken | undefined {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
  if (!isJsonObject(value) || value['v'] !== 1) return undefined
  const { s: size, p: page, o: offset, c: cursor, f: fingerprint } = value
  if (!isCount(size, 1) || size > 5000 || typeof fingerprint !== 'string') return undefined
  if (isCount(page, 1)) return { page, size, fingerprint }
  if (isCount(offset, 0)) return { offset, size, fingerprint }
  if (typeof cursor === 'string' && cursor !== '') return { cursor, size, fingerprint }
  return undefined
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) < 1e12
}

function refuse(message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path: 'nextPage', message }] })
}
