import { randomBytes } from 'node:crypto'
import type { VendorRequestDraft } from '../catalog/hooks.ts'
import { isJsonObject } from '../core/json.ts'

export interface EncodedBody {
  readonly body: string | Uint8Array | undefined
  /** Replaces the draft's content type: a multipart body brings its boundary. */
  readonly contentType?: string
}

/**
 * The body as bytes for its content type: JSON unless the draft says a form. A text body goes out as it is unless
 * the type is JSON.
 */
export function encodeBody(draft: VendorRequestDraft): EncodedBody {
  const { body } = draft
  if (body === undefined || body instanceof Uint8Array) return { body }
  const type = (draft.headers['content-type'] ?? 'application/json').toLowerCase()
  if (type.startsWith('application/x-www-form-urlencoded') && isJsonObject(body)) {
    return { body: new URLSearchParams(textFields(body)).toString() }
  }
  if (type.startsWith('multipart/form-data') && isJsonObject(body)) return multipart(body)
  if (typeof body === 'string' && !isBareJsonText(type, body)) return { body }
  return { body: JSON.stringify(body) }
}

/** A JSON string as the whole body, such as `"abc"`, must be quoted; a filled template that is JSON-like must not. */
function isBareJsonText(type: string, body: string): boolean {
  return type.includes('json') && !/^\s*[[{]/.test(body)
}

function textFields(body: Record<string, unknown>): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const name of Object.keys(body)) {
    const value = body[name]
    if (value === undefined || value === null) continue
    fields[name] = typeof value === 'string' ? value : JSON.stringify(value)
  }
  return fields
}

function multipart(body: Record<string, unknown>): EncodedBody {
  const boundary = `hubwright-${randomBytes(12).toString('hex')}`
  const fields = textFields(body)
  let text = ''
  for (const name of Object.keys(fields)) {
    const quoted = name.replace(/["\r\n]/g, (found) => encodeURIComponent(found))
    text += `--${boundary}\r\ncontent-disposition: form-data; name="${quoted}"\r\n\r\n${fields[name]}\r\n`
  }
  return {
    body: `${text}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}
