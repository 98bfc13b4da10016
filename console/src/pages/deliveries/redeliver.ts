import { api } from '../../api/api.ts'
import type { Delivery } from './deliveries.ts'

const atOnce = 4

export interface Redelivered {
  readonly sent: number
  /** Of the first that was refused, such as one whose callback is disabled. */
  readonly error: unknown
  readonly refused: number
}

/** Sends each of them again, a few at a time. Throws nothing: what was refused is told. */
export async function redeliver(
  chosen: readonly Pick<Delivery, 'notificationId' | 'subscriptionId'>[],
  onCount: (done: number) => void = () => undefined,
): Promise<Redelivered> {
  const waiting = [...chosen]
  const errors: unknown[] = []
  let done = 0
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { notificationId, subscriptionId } = next
      try {
        await api.putNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveries({
          notificationId,
          subscriptionId,
        })
      } catch (error) {
        errors.push(error)
      }
      done += 1
      onCount(done)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { sent: chosen.length - errors.length, error: errors[0], refused: errors.length }
}
