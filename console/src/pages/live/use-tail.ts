/** Follows the feed of notifications: what is told appears within two seconds, and nothing is missed in between. */
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import { tailRow, withCome, type TailRow } from './tail-rows.ts'

export interface TailFilter {
  readonly instanceId: number | undefined
  readonly topic: string | undefined
  readonly accountId: number | undefined
}

export interface Tail {
  readonly rows: readonly TailRow[]
  /** Since the page was opened, or the filter was changed. */
  readonly come: number
  readonly state: 'connecting' | 'following' | 'lost'
  /** Why the connection was lost. */
  readonly error: unknown
  /** The feed no longer has all that was told since the last answer. */
  readonly hasGap: boolean
}

const everyMs = 1500
const longestWaitMs = 15_000
const shownBefore = 30
const pageSize = 200
const beginning: Tail = { rows: [], come: 0, state: 'connecting', error: undefined, hasGap: false }

/** A pause keeps the place: what is told meanwhile comes with the next answer. Give it a `key` by the filter. */
export function useTail(filter: TailFilter, isPaused: boolean): Tail {
  const [tail, setTail] = useState(beginning)
  const cursor = useRef<string>(undefined)
  const { instanceId, topic, accountId } = filter
  useEffect(() => {
    if (isPaused) return undefined
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const asked = { instanceId, topic, accountId }
    const wait = (ms: number, failures: number) => {
      timer = setTimeout(() => void follow(failures), ms)
    }
    async function follow(failures: number): Promise<void> {
      try {
        const answer = await step(asked, cursor.current)
        if (isOver) return
        cursor.current = answer.cursor
        setTail((old) => ({
          rows: withCome(old.rows, answer.rows),
          come: old.come + answer.come,
          state: 'following',
          error: undefined,
          hasGap: old.hasGap,
        }))
        wait(answer.more ? 0 : everyMs, 0)
      } catch (error) {
        if (isOver) return
        const isExpired = problemOf(error).code === 'cursor_expired'
        if (isExpired) cursor.current = undefined
        setTail((old) => ({ ...old, state: 'lost', error, hasGap: old.hasGap || isExpired }))
        wait(Math.min(longestWaitMs, everyMs * 2 ** failures), failures + 1)
      }
    }
    void follow(0)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [instanceId, topic, accountId, isPaused])
  return tail
}

interface Step {
  /** The oldest first. */
  readonly rows: readonly TailRow[]
  /** How many of them are news. */
  readonly come: number
  readonly cursor: string
  readonly more: boolean
}

async function step(filter: TailFilter, cursor: string | undefined): Promise<Step> {
  const { instanceId, topic, accountId } = filter
  const isSeen = (row: TailRow) => accountId === undefined || row.accountId === accountId
  const { data } = await api.getNotificationsFeed({
    cursor: cursor ?? 'now',
    pageSize,
    'topics[]': topic === undefined ? undefined : [topic],
    'instanceIds[]': instanceId === undefined ? undefined : [instanceId],
  })
  const rows = data.notifications.map(tailRow).filter(isSeen)
  const { more } = data
  if (cursor !== undefined) return { rows, come: rows.length, cursor: data.cursor, more }
  // The place first, then what was there before it: between the two nothing is lost.
  const before = await readBefore(filter)
  return { rows: before.filter(isSeen), come: 0, cursor: data.cursor, more }
}

/** The last ones, the oldest first. */
async function readBefore({ instanceId, topic }: TailFilter): Promise<TailRow[]> {
  const { data } = await api.getNotifications({
    from: new Date(Date.now() - 86_400_000).toISOString(),
    instanceId,
    'topics[]': topic === undefined ? undefined : [topic],
    pageSize: shownBefore,
  })
  return data.map(tailRow).toReversed()
}
