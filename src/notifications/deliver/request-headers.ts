/** The headers of one request to a callback. Pure. */
import { hopsHeader } from '../../core/hops.ts'
import type { SubscriptionConfig } from '../subscription-config.ts'
import { elementsSignature, standardSignature } from './sign.ts'

export interface Told {
  readonly notificationId: number
  readonly body: Buffer
  readonly hops: number
  /** Of this try. */
  readonly nowMs: number
}

/** With names in lower case. Whatever a customer added gives way to ours. */
export function requestHeaders(config: SubscriptionConfig, told: Told): Record<string, string> {
  const { notificationId, body, hops, nowMs } = told
  const id = String(notificationId)
  const timestamp = Math.floor(nowMs / 1000)
  const { previous, signatureKey, basic } = config
  const secrets =
    previous !== undefined && Date.parse(previous.until) > nowMs
      ? [config.secret, previous.secret]
      : [config.secret]
  const basicText = basic === undefined ? '' : `${basic.username}:${basic.password}`
  return {
    ...config.headers,
    'content-type': 'application/json',
    'user-agent': 'Hubwright',
    'elements-webhook-id': id,
    'webhook-id': id,
    [hopsHeader]: String(hops),
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets
      .map((secret) => standardSignature(secret, id, timestamp, body))
      .join(' '),
    ...(signatureKey === undefined
      ? {}
      : { 'elements-webhook-signature': elementsSignature(signatureKey, body) }),
    ...(basic === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(basicText).toString('base64')}` }),
  }
}
