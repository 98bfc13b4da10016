import { describe, expect, it } from 'vitest'
import { pollingUrl } from './polling-url.ts'

const times = { from: Date.UTC(2026, 2, 1, 9, 5, 7, 89), to: Date.UTC(2026, 2, 1, 9, 30) }
const fill = (url: string) => pollingUrl(url).at(times)
const where = (url: string) => fill(url).query['where']

describe('a polling address', () => {
  it('is a resource with a query, whatever stands in front', () => {
    const plain = { path: '/contacts', query: { where: "a = 'b c'", pageSize: '5' } }
    expect(fill("/hubs/crm/contacts?where=a = 'b c'&pageSize=5")).toEqual(plain)
    expect(fill('/elements/api-v2/hubs/crm/contacts?where=a%20%3D+%27b c%27&pageSize=5')).toEqual(
      plain,
    )
    expect(fill('contacts/?')).toEqual({ path: '/contacts', query: {} })
    expect(fill("/x?where=a>='1' and b=2").query).toEqual({ where: "a>='1' and b=2" })
    expect(fill('/x?a=100%').query).toEqual({ a: '100%' })
  })

  it.each([
    ["m>'${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'", "m>'2026-03-01T09:05:07Z'"],
    ["m>'${GMTDATE:yyyy-MM-dd'T'HH:mm:ss%27Z%27}'", "m>'2026-03-01T09:05:07Z'"],
    ["m>'${date:yyyy-MM-dd HH:mm:ss Z}'", "m>'2026-03-01 09:05:07 +0000'"],
    ["m>'${date}'", "m>'2026-03-01T09:05:07Z'"],
    ["m>'${dateTimeZone:PST:yyyy-MM-dd HH:mm}'", "m>'2026-03-01 01:05'"],
    ["m>'${dateTimeZone:-8:00:HH:mm -0800}'", "m>'01:05 -0800'"],
    ["m<'${nowTimeZone:GMT:yyyy-MM-dd'T'HH:mm:ss'Z'}'", "m<'2026-03-01T09:30:00Z'"],
    ['m>${epoch}', `m>${times.from}`],
    ['m>${epoch:0}', `m>${times.from}`],
    ['m>${milliseconds}', `m>${times.from}`],
    ['m>${epoch:s}', `m>${Math.floor(times.from / 1000)}`],
    ['m>${epoch:us}', `m>${times.from}000`],
    ["m>'${yyyy-MM-dd'T'HH:mm:ss'Z'}'", "m>'2026-03-01T09:05:07Z'"],
    ["a>'${yyyy}' and b<'${MM}'", "a>'2026' and b<'03'"],
  ])('fills %s', (text, filled) => {
    expect(where(`/x?where=${text}`)).toBe(filled)
  })

  it('knows whether it names the end of the time', () => {
    expect(pollingUrl('/x?a=${nowTimeZone:GMT:yyyy}').isBounded).toBe(true)
    expect(pollingUrl('/x?a=${gmtDate:yyyy}').isBounded).toBe(false)
  })

  it.each([
    ['/x?a=${gmtDate:yyyy', "without its '}'"],
    ['/x?a=${gmtDate:wrong}', 'letter w'],
    ['/x?a=${dateTimeZone:Moon:yyyy}', 'time zone'],
    ['/x?a=${nowTimeZone:GMT}', 'time zone'],
    ['/x?a=${lastPoll}', 'letter l'],
    ['https://vendor.test/x', 'whole address'],
    ['/x/${epoch}', 'no path'],
    ['', 'none'],
    ['/a b', 'none'],
    ['/%zz', 'none'],
  ])('refuses %s', (url, reason) => {
    expect(() => pollingUrl(url)).toThrow(reason)
  })
})
