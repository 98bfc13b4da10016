import type { StoredNotification } from './notification-store.ts'

/** A notification as the API shows it: what was sent, and what became of it here. */
export interface NotificationView {
  readonly id: number
  readonly topic: string
  readonly severity: string
  /** A text, or the object that was sent. */
  readonly message: unknown
  readonly from: string
  readonly createdDate: string
  readonly active: boolean
  readonly acknowledged: boolean
  readonly kind: string
  readonly accountId: number
  readonly instanceId?: number
  readonly eventId?: string
}

export function notificationView(row: StoredNotification): NotificationView {
  const { message, from } = JSON.parse(row.body.toString()) as { message?: unknown; from?: unknown }
  return {
    id: row.id,
    topic: row.topic,
    severity: row.severity,
    message,
    from: typeof from === 'string' ? from : '',
    createdDate: `${row.created_at.toISOString().slice(0, 19)}Z`,
    active: true,
    acknowledged: row.acknowledged_at !== null,
    kind: row.kind,
    accountId: row.account_id,
    ...(row.instance_id === null ? {} : { instanceId: row.instance_id }),
    ...(row.event_id === null ? {} : { eventId: String(row.event_id) }),
  }
}
