import { describe, expect, test } from 'vitest'
import { connection, connector, resource } from '../../test/support/fake-vendor.ts'
import { vendorWords } from './vendor-words.ts'

const shop = connection(connector([resource({ method: 'GET', path: '/orders' })]))

describe("a vendor's own words", () => {
  test('are the text of a page, without its code', () => {
    const page = `<!doctype html><html><style>p { color: red }</style><SCRIPT type="x">var a = '<script'</SCRIPT >
      <body><p>The store is <b>closed</b></p><script src="y"></script></body></html>`
    expect(vendorWords(shop, page)).toBe('The store is closed')
  })

  test('end where code begins that never ends', () => {
    expect(vendorWords(shop, '<html>Closed<script>var a = 1')).toBe('Closed')
  })

  test('never hold a secret of the connection', () => {
    expect(vendorWords(shop, 'no such token: token-of-the-shop')).toBe('no such token: ********')
  })

  // Both took hundreds of milliseconds, in which the process did nothing else.
  test.each(['<', '<script ', '<style></', 'eyJaaaaaaaa-'])(
    'are read in an instant, however odd: %s',
    (odd) => {
      const text = `<!doctype html>${odd.repeat(16_384 / odd.length)}`
      const times = Array.from({ length: 5 }, () => {
        const from = performance.now()
        vendorWords(shop, text)
        return performance.now() - from
      })
      expect(Math.min(...times)).toBeLessThan(25)
    },
  )
})
