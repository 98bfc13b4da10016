/** A request of a vendor as the events room takes it: bytes, headers, and how it was addressed. Pure. */
import type { FastifyRequest } from 'fastify'
import type { WebhookRequest } from '../../../events/receive/receive.ts'

const mostIds = 50

/** The payload of a GET is its query. */
export function webhookRequest(
  request: FastifyRequest,
  elementKey: string,
  address: WebhookRequest['address'],
): WebhookRequest {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers[name] = value
  }
  if (request.method === 'GET') {
    const url = request.raw.url ?? ''
    const from = url.indexOf('?')
    const raw = Buffer.from(from === -1 ? '' : url.slice(from + 1))
    return { elementKey, address, contentType: 'application/x-www-form-urlencoded', headers, raw }
  }
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const contentType = headers['content-type'] ?? 'application/octet-stream'
  return { elementKey, address, contentType, headers, raw }
}

/** `Element-Instances: 12,13` names them; without it the payload does. */
export function addressedBy(header: string | string[] | undefined): WebhookRequest['address'] {
  if (header === undefined) return { kind: 'connector' }
  const ids = String(header)
    .split(',')
    .map((part) => idOf(part.trim()))
  const known = ids.filter((id) => id !== undefined)
  if (known.length === 0 || known.length < ids.length || ids.length > mostIds)
    return { kind: 'none' }
  return { kind: 'instances', ids: [...new Set(known)] }
}

/** Base64 of the decimal id, padded or not. */
export function addressedById(encodedId: string): WebhookRequest['address'] {
  const id = decodedId(encodedId)
  return id === undefined ? { kind: 'none' } : { kind: 'instances', ids: [id] }
}

export function decodedId(encodedId: string): number | undefined {
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(encodedId)) return undefined
  return idOf(Buffer.from(encodedId, 'base64').toString('latin1'))
}

function idOf(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
