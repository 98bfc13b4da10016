import { wrongParameter } from './errors.ts'

/** The end of the year 9999; what lies beyond has no text form. */
const lastSecond = 253_402_300_799

const textForm = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2})(?: ([+-])(\d{2})(\d{2}))?)?$/

/** Unix seconds as `yyyy-MM-dd HH:mm:ss +0000`, or in another offset given in minutes. */
export function formatDate(seconds: number, offsetMinutes = 0): string {
  const iso = new Date((seconds + offsetMinutes * 60) * 1000).toISOString()
  const sign = offsetMinutes < 0 ? '-' : '+'
  const size = Math.abs(offsetMinutes)
  const hours = String(Math.floor(size / 60)).padStart(2, '0')
  const minutes = String(size % 60).padStart(2, '0')
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} ${sign}${hours}${minutes}`
}

/**
 * Reads the four input forms: unix seconds; date and time with offset; without offset (UTC); the
 * date alone (start of the day, UTC). Undefined for anything else, such as 30 February.
 */
export function parseDate(text: string): number | undefined {
  if (/^\d{1,12}$/.test(text)) return Number(text) > lastSecond ? undefined : Number(text)
  const match = textForm.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const time = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
  if (new Date(time).toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined
  const offset = Number(match[8] ?? 0) * 3600 + Number(match[9] ?? 0) * 60
  return time / 1000 - (match[7] === '-' ? -offset : offset)
}

/** The same for whatever a body holds; what is no text is no date. */
export function dateOf(value: unknown): number | undefined {
  return typeof value === 'string' ? parseDate(value) : undefined
}

/** Like {@link parseDate}, refusing with the parameter's name. */
export function readDateParameter(name: string, text: string): number {
  const seconds = parseDate(text)
  if (seconds === undefined) {
    throw wrongParameter(`Wrong parameter '${name}' value: '${text}' is not a date`)
  }
  return seconds
}

/** Local wall-clock text without offset, as the legacy API prints it. */
export function formatLocal(seconds: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(seconds * 1000))
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '00'
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`
}
