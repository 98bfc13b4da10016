import {
  array,
  assert,
  constantFrom,
  integer,
  ipV4,
  oneof,
  property,
  string,
  tuple,
  webUrl,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, parseAddress, parseAllowRule } from './addresses.ts'
import { destinationReader, parseDestination } from './destination.ts'
import { SendError } from './sender.ts'

function outcomeOf(url: string): string {
  try {
    parseDestination(url, [])
    return 'accepted'
  } catch (error) {
    if (error instanceof SendError && error.stage === 'before') return error.failure
    throw error
  }
}

/** The many ways to write one IPv4 address that URL parsers understand. */
const disguises: ((bytes: readonly number[]) => string)[] = [
  ([a, b, c, d]) => `${a}.${b}.${c}.${d}`,
  ([a, b, c, d]) => `${a}.${b}.${c}.${d}.`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${((a * 256 + b) * 256 + c) * 256 + d}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `0x${(((a * 256 + b) * 256 + c) * 256 + d).toString(16)}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${(b * 256 + c) * 256 + d}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
  ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
  ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d].map((part) => `0X${part.toString(16)}`).join('.'),
  ([a, b, c, d]) => `${a}%2e${b}%2E${c}.${d}`,
  ([a, b, c, d]) => `${a}\u3002${b}\uff0e${c}.${d}`,
]

describe('parseDestination', () => {
  it.each([
    ['http://127.0.0.1:9701/hook', '127.0.0.1', '127.0.0.1:9701'],
    ['https://10.0.0.7/hook', '10.0.0.7', '10.0.0.7:443'],
    ['http://[fd00::1]:8080/hook', '[fd00::1]', '[fd00::1]:8080'],
  ])('says of %s what opens it, and that does', (url, host, rule) => {
    expect(() => parseDestination(url, [])).toThrow(
      `${host} is not a public address. Whoever runs this server can allow it with HUBWRIGHT_EGRESS_ALLOW=${rule}`,
    )
    expect(parseDestination(url, [parseAllowRule(rule)]).literal).toBeDefined()
  })

  it('sees through every way to write an address', () => {
    assert(
      property(
        oneof(
          ipV4().map((text) => text.split('.').map(Number)),
          tuple(constantFrom(10, 127), integer({ min: 0, max: 255 })).map(([a, b]) => [a, b, 0, 1]),
        ),
        constantFrom(...disguises),
        constantFrom('http', 'https'),
        (bytes, disguise, scheme) => {
          const address = parseAddress(bytes.join('.'))
          if (address === undefined) throw new Error('no address')
          const expected = isPublicAddress(address) ? 'accepted' : 'blocked'
          expect(outcomeOf(`${scheme}://${disguise(bytes)}/`)).toBe(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('accepts ordinary addresses and keeps their path and query', () => {
    assert(
      property(webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const url = new URL(text)
        if (outcomeOf(text) !== 'accepted') return
        const destination = parseDestination(text, [])
        expect(destination.origin).toBe(url.origin)
        expect(destination.path).toBe(url.pathname + url.search)
        expect(destination.path).toMatch(/^\/[!-~]*$/)
      }),
    )
  })

  it('answers every text with a destination or a refusal', () => {
    const pieces = constantFrom(
      'http://',
      'https://',
      '@',
      ':',
      '/',
      '\\',
      '[',
      ']',
      '%00',
      '\r\n',
      '#',
      '?',
      'a',
      '::1',
      '..',
    )
    assert(
      property(
        oneof(
          string({ unit: 'binary' }),
          array(oneof(pieces, string())).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(['accepted', 'invalid_url', 'blocked']).toContain(outcomeOf(text))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['http://good.example\\@10.0.0.1/', 'good.example'],
    ['http://good.example#@10.0.0.1/', 'good.example'],
    ['http://good.example?@10.0.0.1/', 'good.example'],
    ['http:good.example', 'good.example'],
    ['HTTPS://GOOD.example:443', 'good.example'],
  ])('goes for %s where it says it goes', (text, hostname) => {
    expect(parseDestination(text, []).hostname).toBe(hostname)
  })
})

describe('destinationReader', () => {
  it('judges a place it remembers as it judges a new one', () => {
    const read = destinationReader([], 3)
    const judged = (judge: () => unknown): unknown => {
      try {
        return judge()
      } catch (error) {
        return (error as Error).message
      }
    }
    const places = constantFrom(
      'https://shop.example',
      'http://shop.example:8080',
      'http://shop.example:22',
      'http://0x7f.1',
      'http://127.0.0.1:8080',
      'http://8.8.8.8',
      'HTTP://Shop.Example',
      'http://[::1]:8080',
      'http://user@shop.example',
    )
    const words = constantFrom(
      'a',
      '/',
      '//',
      '.',
      '..',
      '/.',
      '%2E',
      '%',
      '?',
      '#',
      '\\',
      "'",
      ' ',
      'é',
    )
    assert(
      property(places, array(words, { maxLength: 8 }), (place, path) => {
        const url = `${place}/${path.join('')}`
        expect(judged(() => read(url))).toEqual(judged(() => parseDestination(url, [])))
      }),
      { numRuns: 2000 },
    )
  })
})
