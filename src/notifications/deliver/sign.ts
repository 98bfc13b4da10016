/** Signatures of what is sent. */
import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

/**
 * One signature of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`.
 * @param secret `whsec_` and base64
 * @param timestamp seconds since 1970
 */
export function standardSignature(
  secret: string,
  id: string,
  timestamp: number,
  body: Buffer,
): string {
  const key = Buffer.from(
    secret.startsWith(prefix) ? secret.slice(prefix.length) : secret,
    'base64',
  )
  const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body)
  return `v1,${hmac.digest('base64')}`
}

/** The old platform's `Elements-Webhook-Signature`: over the body alone, the key as text. */
export function elementsSignature(key: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('base64')}`
}
