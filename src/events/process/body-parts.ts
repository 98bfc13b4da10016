/** Notifications in parts whose bodies may be held in memory at once. Pure. */
import type { NewNotification } from '../../notifications/notification.ts'

export interface SizedNotification {
  readonly notification: NewNotification
  /** Of the payload in its body. */
  readonly bytes: number
}

const bytesTogether = 32 * 1024 * 1024

/** In their order; one that is larger is alone. */
export function partsOf(notifications: readonly SizedNotification[]): NewNotification[][] {
  const parts: NewNotification[][] = []
  let room = 0
  for (const { notification, bytes } of notifications) {
    const last = parts.at(-1)
    if (last === undefined || bytes > room) {
      parts.push([notification])
      room = bytesTogether - bytes
    } else {
      last.push(notification)
      room -= bytes
    }
  }
  return parts
}
