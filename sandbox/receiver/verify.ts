import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Whether a signature is that of the body; `unchecked` without a secret, `missing` without a signature. */
export type Verdict = 'valid' | 'invalid' | 'missing' | 'unchecked'

/**
 * Judges by https://github.com/standard-webhooks/standard-webhooks: `webhook-signature` is a list of
 * `v1,<base64 HMAC-SHA256 of id.timestamp.body>` separated by spaces, of which one has to fit. The
 * age of the timestamp is not judged: retries of a demonstration may be old.
 * @param secret `whsec_` and base64 of the key
 */
export function verifyStandard(
  secret: string | undefined,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Verdict {
  if (secret === undefined) return 'unchecked'
  const given = textOf(headers['webhook-signature'])
  if (given === '') return 'missing'
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const head = `${textOf(headers['webhook-id'])}.${textOf(headers['webhook-timestamp'])}.`
  const expected = createHmac('sha256', key).update(head).update(body).digest('base64')
  const fits = given.split(' ').some((one) => sameText(one, `v1,${expected}`))
  return fits ? 'valid' : 'invalid'
}

/** Judges the older header, `Elements-Webhook-Signature: sha256=<base64 HMAC-SHA256 of the body>`. */
export function verifyElements(
  key: string | undefined,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Verdict {
  if (key === undefined) return 'unchecked'
  const given = textOf(headers['elements-webhook-signature'])
  if (given === '') return 'missing'
  const expected = createHmac('sha256', key).update(body).digest('base64')
  return sameText(given, `sha256=${expected}`) ? 'valid' : 'invalid'
}

/** The value of a header that should come once; empty without it. */
export function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
