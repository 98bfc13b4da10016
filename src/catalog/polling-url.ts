/**
 * The address that a poll asks for: a resource with a query, and places such as `${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}` for
 * the time of the last poll. The forms are those of the old platform.
 */
import { javaDateFormat, PatternMistake } from '../core/java-date.ts'
import { gmt, timeZoneOf, type TimeZone } from '../core/time-zone.ts'

export interface PollingUrl {
  /** As written, for people. */
  readonly text: string
  /** True when the address names the end of the time it asks for, so that a part of it can be asked for. */
  readonly isBounded: boolean
  at(times: PollTimes): AskedUrl
}

/** In milliseconds since 1970. */
export interface PollTimes {
  readonly from: number
  readonly to: number
}

export interface AskedUrl {
  /** With a slash in front, without `/hubs/{hub}`; as written. */
  readonly path: string
  /** Decoded. */
  readonly query: Readonly<Record<string, string>>
}

/** What is wrong with a polling configuration, to be said after the name of its key. */
export class PollingMistake extends Error {}

/** The addresses of `event.poller.urls`: one in a line, or separated by commas. */
export function pollingUrls(text: string): string[] {
  return text
    .split(/\n|,(?=\s*\/)/)
    .map((url) => url.trim())
    .filter((url) => url !== '')
}

type Part = string | ((times: PollTimes) => string)

/** Throws `PollingMistake`. */
export function pollingUrl(text: string): PollingUrl {
  const parts = partsOf(text.trim())
  const [pathParts, queryParts] = splitOnce(parts, '?')
  const path = pathOf(pathParts, text)
  const isBounded = /\$\{nowTimeZone:/i.test(text)
  const query = splitAll(queryParts ?? [], '&').map((member) => {
    const [name, value] = splitOnce(member, '=')
    return [name, value ?? []] as const
  })
  return {
    text,
    isBounded,
    at: (times) => ({
      path,
      query: Object.fromEntries(
        query
          .map(([name, value]) => [filled(name, times), filled(value, times)] as const)
          .filter(([name]) => name !== ''),
      ),
    }),
  }
}

/** Texts and places; a place ends at the brace that closes it, quotes counted. */
function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (;;) {
    const start = text.indexOf('${', at)
    if (start < 0) break
    const end = closingBrace(text, start + 2)
    parts.push(text.slice(at, start), placeOf(text.slice(start + 2, end)))
    at = end + 1
  }
  parts.push(text.slice(at))
  return parts.filter((part) => part !== '')
}

function closingBrace(text: string, start: number): number {
  let depth = 1
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  throw new PollingMistake("has '${' without its '}'")
}

function placeOf(inside: string): Part {
  const [, word = '', rest] =
    /^(gmtDate|dateTimeZone|nowTimeZone|date|epoch|milliseconds)(?::(.*))?$/is.exec(
      inside.trim(),
    ) ?? []
  switch (word.toLowerCase()) {
    case 'gmtdate':
    case 'date':
      return dated(rest ?? "yyyy-MM-dd'T'HH:mm:ss'Z'", gmt, ({ from }) => from)
    case 'datetimezone':
    case 'nowtimezone': {
      const isNow = word.toLowerCase() === 'nowtimezone'
      const [, zoneName = '', pattern] =
        /^([+-]\d{1,2}(?::?\d{2})?|[^:]*):(.*)$/s.exec(rest ?? '') ?? []
      const zone = timeZoneOf(zoneName)
      if (pattern === undefined || zone === undefined)
        throw new PollingMistake(
          `has the place \${${inside}}, which needs a time zone and a format`,
        )
      return dated(pattern, zone, ({ from, to }) => (isNow ? to : from))
    }
    case 'epoch':
    case 'milliseconds':
      return epoch(rest?.trim().toLowerCase())
    default:
      return dated(inside, gmt, ({ from }) => from)
  }
}

function dated(pattern: string, zone: TimeZone, of: (times: PollTimes) => number): Part {
  try {
    const format = javaDateFormat(decoded(pattern))
    return (times) => format.format(of(times), zone)
  } catch (error) {
    if (!(error instanceof PatternMistake)) throw error
    throw new PollingMistake(`has a place whose format '${pattern}' ${error.message}`)
  }
}

function epoch(unit: string | undefined): Part {
  if (unit === 's' || unit === 'seconds') return ({ from }) => String(Math.floor(from / 1000))
  if (unit === 'us') return ({ from }) => String(from * 1000)
  return ({ from }) => String(from)
}

function pathOf(parts: readonly Part[], text: string): string {
  const [whole = '', ...more] = parts
  if (typeof whole !== 'string' || more.length > 0)
    throw new PollingMistake(
      `has no path: write a resource such as /orders, not '${text.slice(0, 80)}'`,
    )
  if (/^[a-z][a-z\d+.-]*:/i.test(whole))
    throw new PollingMistake(`must be a resource such as /orders, not a whole address`)
  const path = `/${whole.replace(/^\/+/, '')}`
    .replace(/^\/elements\/api-v\d(?=\/)/, '')
    .replace(/^\/hubs\/[^/]+(?=\/)/, '')
  if (!/^\/[^\s#]+$/.test(path) || !isDecodable(path))
    throw new PollingMistake(`has the path '${path.slice(0, 80)}', which is none`)
  return path.replace(/\/$/, '')
}

function splitAll(parts: readonly Part[], sign: string): Part[][] {
  const [head, rest] = splitOnce(parts, sign)
  return rest === undefined ? [head] : [head, ...splitAll(rest, sign)]
}

/** At the first such character that stands in no place. */
function splitOnce(parts: readonly Part[], sign: string): [Part[], Part[] | undefined] {
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') continue
    const at = part.indexOf(sign)
    if (at < 0) continue
    const head = [...parts.slice(0, index), part.slice(0, at)]
    return [head, [part.slice(at + 1), ...parts.slice(index + 1)]]
  }
  return [[...parts], undefined]
}

/** Only what was written is decoded: the `+` of a date that was filled in is a plus. */
function filled(parts: readonly Part[], times: PollTimes): string {
  return parts
    .map((part) => (typeof part === 'string' ? decoded(part.replaceAll('+', ' ')) : part(times)))
    .join('')
}

function decoded(text: string): string {
  return isDecodable(text) ? decodeURIComponent(text) : text
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
