import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { javaDateFormat } from './java-date.ts'
import { gmt, momentOf, timeZoneOf, type TimeZone } from './time-zone.ts'

const at = Date.UTC(2026, 2, 1, 9, 5, 7, 89)
const zone = (name: string): TimeZone => {
  const found = timeZoneOf(name)
  if (found === undefined) throw new Error(name)
  return found
}
const format = (pattern: string, name = 'GMT') => javaDateFormat(pattern).format(at, zone(name))
const parse = (pattern: string, text: string, name = 'GMT') => {
  const found = javaDateFormat(pattern).parse(text, zone(name))
  return found === undefined ? undefined : new Date(found).toISOString()
}

describe('a pattern writes', () => {
  it.each([
    ["yyyy-MM-dd'T'HH:mm:ss'Z'", '2026-03-01T09:05:07Z'],
    ['yyyy-MM-dd HH:mm:ss Z', '2026-03-01 09:05:07 +0000'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-03-01T09:05:07.089Z'],
    ['EEE, d MMM yyyy h:mm a z', 'Sun, 1 Mar 2026 9:05 AM GMT'],
    ['EEEE MMMM D yy', 'Sunday March 60 26'],
    ["h 'o''clock' K k u G", "9 o'clock 9 9 7 AD"],
    ["''yyyy''", "'2026'"],
    ['yyyy-MM-dd -0800', '2026-03-01 -0800'],
    ['YYYYMMddHHmmss', '20260301090507'],
  ])('%s', (pattern, text) => {
    expect(format(pattern)).toBe(text)
  })

  it.each([
    ['PST', 'yyyy-MM-dd HH:mm:ss Z', '2026-03-01 01:05:07 -0800'],
    ['-8:00', 'HH:mm X', '01:05 -08'],
    ['America/New_York', 'HH:mm XX', '04:05 -0500'],
    ['Asia/Kolkata', 'HH:mm XXX z', '14:35 +05:30 GMT+05:30'],
  ])('in %s', (name, pattern, text) => {
    expect(format(pattern, name)).toBe(text)
  })
})

describe('a pattern reads', () => {
  it.each([
    ['yyyy-MM-dd HH:mm:ss Z', '2026-03-01 09:05:07 +0000', '2026-03-01T09:05:07.000Z'],
    ['yyyy-MM-dd HH:mm:ss Z', '2026-03-01 09:05:07 -0800', '2026-03-01T17:05:07.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss'Z'", '2026-03-01T09:05:07Z', '2026-03-01T09:05:07.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-03-01T09:05:07.089+02:00', '2026-03-01T07:05:07.089Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSSSS", '2026-03-01T09:05:07.089123', '2026-03-01T09:05:07.089Z'],
    ['yyyyMMddHHmmss', '20260301090507', '2026-03-01T09:05:07.000Z'],
    ['MM/dd/yyyy hh:mm a', '03/01/2026 12:05 PM', '2026-03-01T12:05:00.000Z'],
    ['MM/dd/yyyy hh:mm a', '3/1/2026 12:05 am', '2026-03-01T00:05:00.000Z'],
    ['EEE, dd MMM yyyy HH:mm:ss zzz', 'Sun, 01 Mar 2026 09:05:07 PST', '2026-03-01T17:05:07.000Z'],
    ['d MMMM yy', '1 march 26', '2026-03-01T00:00:00.000Z'],
    ['yyyy-DDD', '2026-060', '2026-03-01T00:00:00.000Z'],
    // What follows is of no interest to Java either.
    ['yyyy-MM-dd', '2026-03-01 and more', '2026-03-01T00:00:00.000Z'],
  ])('%s: %s', (pattern, text, iso) => {
    expect(parse(pattern, text)).toBe(iso)
  })

  it('the zone of the configuration where the text has none, also when clocks change', () => {
    const pattern = 'yyyy-MM-dd HH:mm:ss'
    expect(parse(pattern, '2026-07-01 00:00:00', 'America/New_York')).toBe(
      '2026-07-01T04:00:00.000Z',
    )
    expect(parse(pattern, '2026-03-08 01:59:59', 'America/New_York')).toBe(
      '2026-03-08T06:59:59.000Z',
    )
    expect(parse(pattern, '2026-03-08 03:00:00', 'America/New_York')).toBe(
      '2026-03-08T07:00:00.000Z',
    )
  })

  it.each([
    ['yyyy-MM-dd', '2026-02-30'],
    ['yyyy-MM-dd', 'yesterday'],
    ['yyyy-MM-dd HH', '2026-02-01 25'],
    ['yyyy-MM-dd Z', '2026-02-01 Nowhere'],
    ['d MMM', '1 Foo'],
    ["yyyy-MM-dd'T'HH", '2026-02-01 05'],
  ])('no %s in %s', (pattern, text) => {
    expect(parse(pattern, text)).toBeUndefined()
  })

  it('what it wrote, in every zone', () => {
    const pattern = javaDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS Z")
    const zones = ['GMT', 'PST', '+5:30', 'Australia/Sydney'].map(zone)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom(...zones),
        (moment, somewhere) => pattern.parse(pattern.format(moment, somewhere), gmt) === moment,
      ),
    )
  })
})

describe('no pattern', () => {
  it.each([
    ['', 'empty'],
    ["yyyy'", 'without its end'],
    ['yyyy-ww', 'letter w'],
    ['yyyyT', 'letter T'],
    ["'today'", 'no part of a date'],
    ['y'.repeat(201), 'longer'],
  ])('%s', (pattern, reason) => {
    expect(() => javaDateFormat(pattern)).toThrow(reason)
  })
})

describe('time zones', () => {
  it.each([
    ['', 0],
    ['utc', 0],
    ['-8', -480],
    ['GMT+2', 120],
    ['-0830', -510],
    ['EST', -300],
    ['PST', -480],
    ['Europe/Berlin', 60],
  ])('%j is %d minutes ahead in winter', (name, minutes) => {
    expect(zone(name).offsetAt(at)).toBe(minutes)
  })

  it.each(['Moon', '+99', '8', 'Europe/Nowhere'])('%s is none', (name) => {
    expect(timeZoneOf(name)).toBeUndefined()
  })

  it('tell the moment of a shown time', () => {
    const shown = Date.UTC(2026, 6, 1, 12)
    expect(momentOf(zone('Europe/Berlin'), shown)).toBe(shown - 7_200_000)
  })
})
