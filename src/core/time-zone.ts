/** Time zones as configurations of the old platform write them, which was written in Java. */

/** A zone: how far its clocks are ahead of UTC at a moment. */
export interface TimeZone {
  readonly name: string
  /** Minutes to add to UTC. @param at milliseconds since 1970 */
  offsetAt(at: number): number
}

/** Java's abbreviations that stand for a place or an offset; the others are known to Intl by themselves. */
const abbreviations: Readonly<Record<string, string>> = {
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  EDT: 'America/New_York',
  MDT: 'America/Denver',
  AST: 'America/Anchorage',
  JST: 'Asia/Tokyo',
  IST: 'Asia/Kolkata',
  CTT: 'Asia/Shanghai',
  AET: 'Australia/Sydney',
  BST: 'Europe/London',
  CEST: 'Europe/Paris',
  EST: '-05:00',
  MST: '-07:00',
  HST: '-10:00',
}

export const gmt: TimeZone = { name: 'GMT', offsetAt: () => 0 }

/** Undefined for a zone that nobody knows. Empty is GMT. */
export function timeZoneOf(text: string): TimeZone | undefined {
  const name = text.trim()
  if (/^(?:|GMT|UTC|UT|Z)$/i.test(name)) return gmt
  const offset = offsetOf(name)
  if (offset !== undefined) return { name, offsetAt: () => offset }
  const place = abbreviations[name.toUpperCase()] ?? name
  return place === name ? zoneOfPlace(place) : timeZoneOf(place)
}

/** Minutes of `-8`, `-8:00`, `-0800`, `GMT+2`. */
function offsetOf(text: string): number | undefined {
  const match = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(text)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return minutes > 24 * 60 ? undefined : (match[1] === '-' ? -1 : 1) * minutes
}

function zoneOfPlace(name: string): TimeZone | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    return undefined
  }
  return {
    name,
    offsetAt(at) {
      const shown = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value
      return offsetOf(shown ?? '') ?? 0
    },
  }
}

/** The moment at which the clocks of a zone show a time, given as if it were UTC. */
export function momentOf(zone: TimeZone, shownAsUtc: number): number {
  const first = shownAsUtc - zone.offsetAt(shownAsUtc) * 60_000
  // Around a change of the clocks the first guess may lie on its other side.
  return shownAsUtc - zone.offsetAt(first) * 60_000
}
