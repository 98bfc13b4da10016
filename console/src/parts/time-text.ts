/** Times in words. Pure but for the person's language and zone, which the browser knows. */

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const longestRelativeMs = 7 * 86_400_000

/** "3 minutes ago", "yesterday", "within a minute"; after a week the date. */
export function relativeTime(date: Date, now: number): string {
  const passedMs = date.getTime() - now
  if (Math.abs(passedMs) > longestRelativeMs) return dateFormat.format(date)
  const step = steps.find(([, size]) => Math.abs(passedMs) >= size)
  // Clocks differ by seconds.
  if (step === undefined) return passedMs > 5000 ? 'within a minute' : 'just now'
  return relativeFormat.format(Math.trunc(passedMs / step[1]), step[0])
}

/** Whether a text of the API is a day without a time, which the old platform told of logins and accounts. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

/** A day as the API means it, in UTC: in another zone its first moment may be on the day before. */
export function day(date: Date): string {
  return utcDayFormat.format(date)
}

/** Date, time to the second, and zone. */
export function exactTime(date: Date): string {
  return exactFormat.format(date)
}

/** Day and time to the second, for lists of the last days: "29 Nov, 14:03:22". */
export function dayTime(date: Date): string {
  return dayTimeFormat.format(date)
}

/** Time to the second, for what is near: "14:03:22". */
export function clockTime(date: Date): string {
  return clockFormat.format(date)
}

// The console speaks English; the order of day and month follows the person's own settings where they are English.
const language = /^en-[A-Z]{2}$/.test(navigator.language) ? navigator.language : 'en-GB'
const relativeFormat = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
const dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
const utcDayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
const exactFormat = new Intl.DateTimeFormat(language, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})
const clockFormat = new Intl.DateTimeFormat(language, { timeStyle: 'medium' })
const dayTimeFormat = new Intl.DateTimeFormat(language, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
