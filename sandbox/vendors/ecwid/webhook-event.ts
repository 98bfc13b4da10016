import { createHmac } from 'node:crypto'
import type { JsonObject } from './model.ts'

/** One change as the vendor tells it; the members of the body, in their order. */
export interface WebhookEvent {
  readonly eventId: string
  /** Unix seconds. */
  readonly eventCreated: number
  readonly storeId: number
  readonly entityId: number | string
  readonly eventType: string
  readonly data?: JsonObject
}

/** `wrong` signs with another key, `missing` sends no signature. */
export type SignatureKind = 'valid' | 'wrong' | 'missing'

/** Names and values of headers, in the order of sending. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** Base64 HMAC-SHA256 of `eventCreated.eventId` under the app's client secret. */
export function signWebhook(clientSecret: string, eventCreated: number, eventId: string): string {
  return createHmac('sha256', clientSecret).update(`${eventCreated}.${eventId}`).digest('base64')
}

/** The vendor's headers; an app's own come behind them, even if that sends a name twice. */
export function webhookHeaders(
  target: { readonly clientSecret: string; readonly headers?: Readonly<Record<string, string>> },
  event: WebhookEvent,
  signature: SignatureKind,
): Headers {
  const secret = signature === 'wrong' ? `${target.clientSecret}?` : target.clientSecret
  const signed = signWebhook(secret, event.eventCreated, event.eventId)
  return [
    ['Content-Type', 'application/json; charset=UTF-8'],
    ['Cache-Control', 'no-cache'],
    ...(signature === 'missing' ? [] : [['X-Ecwid-Webhook-Signature', signed] as const]),
    ...Object.entries(target.headers ?? {}),
  ]
}

/** The address with the type of the event in its query. */
export function withEventType(url: string, eventType: string): string {
  const joint = url.includes('?') ? '&' : '?'
  return `${url}${joint}eventtype=${encodeURIComponent(eventType)}`
}

const entities = [
  'order',
  'unfinished_order',
  'product',
  'category',
  'product_class',
  'customer',
  'customer_group',
  'discount_coupon',
  'promotion',
  'review',
]

/** The 42 types the vendor knows. */
export const eventTypes: readonly string[] = [
  ...entities.flatMap((entity) => [`${entity}.created`, `${entity}.updated`, `${entity}.deleted`]),
  'invoice.created',
  'invoice.deleted',
  'profile.updated',
  'profile.subscriptionStatusChanged',
  'profile.personalDataRemovalRequest',
  'profile.personalDataExportRequest',
  'customer.personalDataRemovalRequest',
  'customer.personalDataExportRequest',
  'application.installed',
  'application.uninstalled',
  'application.subscriptionStatusChanged',
  'application.storageChanged',
]
