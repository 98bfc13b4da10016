/**
 * Date patterns of Java's SimpleDateFormat, in which old configurations say how a vendor writes its dates. English names;
 * weeks (`w`, `W`, `F`, `Y` as a week year) are not met in them and refused.
 */
import { PatternMistake, readPattern, type PatternPart } from './java-date-pattern.ts'
import { momentOf, timeZoneOf, type TimeZone } from './time-zone.ts'

export { PatternMistake }

export interface JavaDateFormat {
  readonly pattern: string
  /** @param at milliseconds since 1970 */
  format(at: number, zone: TimeZone): string
  /**
   * Milliseconds since 1970; undefined for a text that does not fit.
   * @param zone where the text names none
   */
  parse(text: string, zone: TimeZone): number | undefined
}

const months =
  'January February March April May June July August September October November December'
const monthNames = months.split(' ')
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const dayMs = 86_400_000

/** Throws `PatternMistake` for what is no pattern. */
export function javaDateFormat(pattern: string): JavaDateFormat {
  const parts = readPattern(pattern)
  return {
    pattern,
    format(at, zone) {
      const offset = zone.offsetAt(at)
      const shown = new Date(at + offset * 60_000)
      return parts.map((part) => written(part, shown, offset)).join('')
    },
    parse: (text, zone) => parse(parts, text, zone),
  }
}

function written(part: PatternPart, shown: Date, offset: number): string {
  if ('literal' in part) return part.literal
  const { letter, width } = part
  const number = (value: number) => String(value).padStart(width, '0')
  const hour = shown.getUTCHours()
  switch (letter) {
    case 'G':
      return 'AD'
    case 'y':
      return width === 2
        ? String(shown.getUTCFullYear() % 100).padStart(2, '0')
        : number(shown.getUTCFullYear())
    case 'M':
    case 'L':
      return named(monthNames, shown.getUTCMonth(), width) ?? number(shown.getUTCMonth() + 1)
    case 'd':
      return number(shown.getUTCDate())
    case 'D':
      return number(
        Math.floor((shown.getTime() - Date.UTC(shown.getUTCFullYear(), 0, 1)) / dayMs) + 1,
      )
    case 'E':
      return named(dayNames, shown.getUTCDay(), Math.max(3, width)) ?? ''
    case 'u':
      return number(shown.getUTCDay() === 0 ? 7 : shown.getUTCDay())
    case 'a':
      return hour < 12 ? 'AM' : 'PM'
    case 'H':
      return number(hour)
    case 'k':
      return number(hour === 0 ? 24 : hour)
    case 'K':
      return number(hour % 12)
    case 'h':
      return number(hour % 12 === 0 ? 12 : hour % 12)
    case 'm':
      return number(shown.getUTCMinutes())
    case 's':
      return number(shown.getUTCSeconds())
    case 'S':
      return number(shown.getUTCMilliseconds())
    case 'z':
      return offset === 0 ? 'GMT' : `GMT${offsetText(offset, ':')}`
    case 'Z':
      return offsetText(offset, '')
    case 'X':
      return isoOffset(offset, width)
    default:
      return ''
  }
}

function named(names: readonly string[], index: number, width: number): string | undefined {
  const name = names[index]
  if (width < 3 || name === undefined) return undefined
  return width === 3 ? name.slice(0, 3) : name
}

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`
}

function isoOffset(minutes: number, width: number): string {
  if (minutes === 0) return 'Z'
  const text = offsetText(minutes, width === 3 ? ':' : '')
  return width === 1 ? text.slice(0, 3) : text
}

interface Fields {
  year: number
  month: number
  day: number
  dayOfYear: number | undefined
  hour: number
  minute: number
  second: number
  millisecond: number
  isAfternoon: boolean | undefined
  zone: TimeZone | undefined
}

function parse(parts: readonly PatternPart[], text: string, zone: TimeZone): number | undefined {
  const fields: Fields = {
    year: 1970,
    month: 1,
    day: 1,
    dayOfYear: undefined,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
    isAfternoon: undefined,
    zone: undefined,
  }
  let at = 0
  for (const [index, part] of parts.entries()) {
    const taken =
      'literal' in part
        ? literalAt(part.literal, text, at)
        : read(part, parts[index + 1], text, at, fields)
    if (taken === undefined) return undefined
    at += taken
  }
  return moment(fields, zone)
}

function literalAt(literal: string, text: string, at: number): number | undefined {
  return text.startsWith(literal, at) ? literal.length : undefined
}

type Letters = Extract<PatternPart, { letter: string }>

/** How many characters the part takes; undefined when it does not fit. */
function read(
  { letter, width }: Letters,
  next: PatternPart | undefined,
  text: string,
  at: number,
  fields: Fields,
): number | undefined {
  const rest = text.slice(at)
  if ('GEazZX'.includes(letter) || ('ML'.includes(letter) && width >= 3))
    return readText(letter, rest, fields)
  // Digits that follow each other directly, as in yyyyMMdd, are told apart by their number.
  const isAdjacent = next !== undefined && 'letter' in next && !'GEazZX'.includes(next.letter)
  const most = isAdjacent ? width : 18
  const digits = new RegExp(`^\\d{1,${most}}`).exec(rest.trimStart())?.[0]
  if (digits === undefined) return undefined
  setNumber(letter, width, digits, fields)
  return rest.length - rest.trimStart().length + digits.length
}

function readText(letter: string, rest: string, fields: Fields): number | undefined {
  switch (letter) {
    case 'G':
      return /^(?:AD|CE)/i.exec(rest)?.[0].length
    case 'E':
      return /^[a-z]{3,9}\.?/i.exec(rest)?.[0].length
    case 'a': {
      const half = /^[ap]\.?m\.?/i.exec(rest)?.[0]
      fields.isAfternoon = half?.toLowerCase().startsWith('p')
      return half?.length
    }
    case 'M':
    case 'L': {
      const name = /^[a-z]+\.?/i.exec(rest)?.[0] ?? ''
      const start = name.slice(0, 3).toLowerCase()
      const month = monthNames.findIndex((known) => known.slice(0, 3).toLowerCase() === start)
      fields.month = month + 1
      return month < 0 ? undefined : name.length
    }
    default: {
      const name =
        /^(?:[A-Za-z]+(?:\/[A-Za-z_]+)*)?(?:[+-]\d{1,2}(?::?\d{2})?)?/.exec(rest)?.[0] ?? ''
      if (name === '') return undefined
      const zone = timeZoneOf(name)
      fields.zone = zone
      return zone === undefined ? undefined : name.length
    }
  }
}

function setNumber(letter: string, width: number, digits: string, fields: Fields): void {
  const value = Number(digits)
  switch (letter) {
    case 'y':
      fields.year = width <= 2 && digits.length === 2 ? centuryOf(value) + value : value
      break
    case 'M':
    case 'L':
      fields.month = value
      break
    case 'd':
      fields.day = value
      break
    case 'D':
      fields.dayOfYear = value
      break
    case 'H':
    case 'K':
      fields.hour = value
      break
    case 'k':
      fields.hour = value === 24 ? 0 : value
      break
    case 'h':
      fields.hour = value === 12 ? 0 : value
      break
    case 'm':
      fields.minute = value
      break
    case 's':
      fields.second = value
      break
    case 'S':
      // Java reads a number of milliseconds; what people mean with six digits is a fraction.
      fields.millisecond = digits.length > 3 ? Math.floor(Number(`0.${digits}`) * 1000) : value
      break
    default:
  }
}

/** Two digits are a year from 80 years ago to 20 ahead. */
function centuryOf(value: number): number {
  const year = new Date().getUTCFullYear()
  const century = year - (year % 100)
  if (century + value > year + 20) return century - 100
  return century + value <= year - 80 ? century + 100 : century
}

function moment(fields: Fields, zone: TimeZone): number | undefined {
  const { year, month, day, dayOfYear, minute, second, millisecond } = fields
  const hour = fields.hour + (fields.isAfternoon === true && fields.hour < 12 ? 12 : 0)
  const date =
    dayOfYear === undefined ? Date.UTC(year, month - 1, day) : Date.UTC(year, 0, dayOfYear)
  if (dayOfYear === undefined && new Date(date).getUTCDate() !== day) return undefined
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return undefined
  const shown = date + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
  const at = momentOf(fields.zone ?? zone, shown)
  return Number.isFinite(at) ? at : undefined
}
