/** The seconds that a date literal covers, both ends inside; a day covers 86 400 of them. */
export interface DateSpan {
  readonly firstSecond: number
  readonly lastSecond: number
}

const dayForm = /^(\d{4})-(\d{2})-(\d{2})$/
const timeForm =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?$/

/** From this many on, a number of seconds can only be a number of milliseconds (the year 5138). */
const smallestMilliseconds = 1e11

/**
 * Reads a date as people write it in `where`: Unix seconds (or milliseconds), `yyyy-MM-dd HH:mm:ss Z`, the same
 * without zone (UTC), ISO 8601, or a bare day. Undefined for anything else and for days no calendar has.
 */
export function readDate(literal: string | number): DateSpan | undefined {
  if (typeof literal === 'number' || /^\d{1,14}$/.test(literal)) return oneSecond(Number(literal))
  const text = literal.trim()
  const day = dayForm.exec(text)
  if (day !== null) {
    const first = utcSeconds(day.slice(1).map(Number))
    return first === undefined ? undefined : { firstSecond: first, lastSecond: first + 86_399 }
  }
  const time = timeForm.exec(text)
  if (time === null) return undefined
  const seconds = utcSeconds(time.slice(1, 7).map((part) => Number(part ?? 0)))
  return seconds === undefined ? undefined : oneSecond(seconds - offsetSeconds(time[7]))
}

/** Text form of a second for vendors that want one. */
export function isoText(second: number): string {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z')
}

function oneSecond(value: number): DateSpan | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined
  const second = Math.floor(value >= smallestMilliseconds ? value / 1000 : value)
  return { firstSecond: second, lastSecond: second }
}

function utcSeconds(parts: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const time = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? time / 1000 : undefined
}

function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60)
}
