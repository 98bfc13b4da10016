/** The rows of a live tail: the newest first, each once, and no more than fit. Pure. */
import { instanceNameIn } from '../deliveries/columns.tsx'
import type { Notification } from '../deliveries/deliveries.ts'
import { sentenceOf } from '../deliveries/words.ts'

/** What is kept of a notification: its body may be large. */
export interface TailRow {
  readonly id: number
  readonly kind: string
  readonly sentence: string
  readonly topic: string
  readonly instance: string
  readonly accountId: number
  readonly createdDate: string
}

export const mostRows = 2000

export function tailRow(notification: Notification): TailRow {
  const { id, kind, topic, accountId, createdDate } = notification
  const instance = instanceNameIn(notification)
  return { id, kind, topic, accountId, createdDate, sentence: sentenceOf(notification), instance }
}

/**
 * @param rows the newest first
 * @param come the oldest first, as the feed has them; what is there already is left out
 */
export function withCome(rows: readonly TailRow[], come: readonly TailRow[]): readonly TailRow[] {
  if (come.length === 0) return rows
  const known = new Set(rows.map(({ id }) => id))
  const fresh = come.filter(({ id }) => !known.has(id)).toReversed()
  return fresh.length === 0 ? rows : [...fresh, ...rows].slice(0, mostRows)
}
