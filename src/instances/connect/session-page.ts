/** The token of a page of connect sessions: the last one shown. */
import { PlatformError } from '../../core/errors.ts'

interface Place {
  readonly createdAt: Date
  readonly id: string
}

export function pageTokenOf(row: { created_at: Date; id: string }): string {
  return Buffer.from(JSON.stringify([row.created_at.getTime(), row.id])).toString('base64url')
}

/** Throws invalid_request for what is none. */
export function readPageToken(token: string): Place {
  const place = placeIn(token)
  if (place !== undefined) return place
  const message = 'is no token of a page; take it from the header Elements-Next-Page-Token'
  throw new PlatformError('invalid_request', `'nextPage' ${message}`, {
    details: [{ path: 'nextPage', message }],
  })
}

function placeIn(token: string): Place | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) return undefined
    const [at, id] = value as unknown[]
    if (typeof at !== 'number' || typeof id !== 'string' || id.length > 100) return undefined
    const createdAt = new Date(at)
    // PostgreSQL knows no year beyond this, nor the end of a text in its middle.
    if (!(Math.abs(at) < 8e12) || id.includes('\u0000')) return undefined
    return { createdAt, id }
  } catch {
    // Whatever cannot be read is no token of ours.
    return undefined
  }
}
