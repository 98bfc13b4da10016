import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { day, dayTime, exactTime, isDay, relativeTime } from './time-text.ts'

interface TimeProps {
  /** ISO 8601, as the API writes it; where that is a day alone, the day is all that is told. */
  readonly at: string
  /** The day and time instead of "3 minutes ago". */
  readonly isExact?: boolean
}

/** A point in time in the person's zone; the exact time is shown on hover and focus. */
export function Time({ at, isExact = false }: TimeProps) {
  const now = useMinute()
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return <span>{at}</span>
  if (isDay(at)) return <time dateTime={at}>{day(date)}</time>
  const exact = exactTime(date)
  return (
    <Tooltip label={exact}>
      <time dateTime={date.toISOString()}>{isExact ? exact : relativeTime(date, now)}</time>
    </Tooltip>
  )
}

const minuteMs = 60_000

/** When something will be done: "in 4 minutes", "in seconds"; what is due is done now. */
export function DueTime({ at }: { readonly at: string }) {
  const waitMs = Date.parse(at) - useMinute()
  if (waitMs >= minuteMs) return <Time at={at} />
  return <time dateTime={at}>{waitMs <= 0 ? 'now' : 'in seconds'}</time>
}

/** The time, new every minute. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Day and time to the second without the words, for long lists. */
export function DayTime({ at }: { readonly at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={at} title={exactTime(date)}>
      {dayTime(date)}
    </time>
  )
}
