/** The JSON text of a notification, as it is sent and stored. */
import type { Severity } from './notification.ts'

export interface NotificationContent {
  /** The old platform's body of events is an object; what people post is a text. */
  readonly message: unknown
  readonly topic: string
  readonly severity: Severity
  readonly from: string
  /** Further members, such as the subject of a mail. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** @param createdDate ISO 8601 with seconds */
export function notificationBody(
  { message, topic, severity, from, more }: NotificationContent,
  id: number,
  createdDate: string,
): string {
  return JSON.stringify({ message, topic, severity, from, id, createdDate, ...more })
}
