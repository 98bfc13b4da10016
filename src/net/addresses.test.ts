import { array, assert, bigInt, constantFrom, integer, ipV4, ipV6, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Address,
  formatAddress,
  isOrdinaryPort,
  isPublicAddress,
  mayConnect,
  parseAddress,
  parseAllowRule,
} from './addresses.ts'

function address(text: string): Address {
  const parsed = parseAddress(text)
  if (parsed === undefined) throw new Error(`${text} is no address`)
  return parsed
}

describe('parseAddress', () => {
  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['::1', '0:0:0:0:0:0:0:1'],
    ['2001:DB8::8:800:200c:417a', '2001:db8:0:0:8:800:200c:417a'],
    ['::ffff:10.0.0.1', '0:0:0:0:0:ffff:a00:1'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0:0:0:c000:221'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ])('reads %s', (text, plain) => {
    expect(formatAddress(address(text))).toBe(plain)
  })

  it.each([
    '',
    'localhost',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '0x7f.1',
    '2130706433',
    '::1%lo',
    ':::',
  ])('does not take %j for an address', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  it('reads back whatever it writes', () => {
    assert(
      property(ipV4(), (text) => {
        expect(formatAddress(address(text))).toBe(text)
      }),
    )
    assert(
      property(ipV6(), (text) => {
        const value = address(text)
        expect(address(formatAddress(value))).toEqual(value)
      }),
    )
  })
})

describe('isPublicAddress', () => {
  // First and last address of every closed range, then its neighbours outside where those are public.
  it.each([
    ['this network', '0.0.0.0', '0.255.255.255'],
    ['private 10/8', '10.0.0.0', '10.255.255.255'],
    ['shared', '100.64.0.0', '100.127.255.255'],
    ['loopback', '127.0.0.0', '127.255.255.255'],
    ['a metadata address of a cloud', '168.63.129.16', '168.63.129.16'],
    ['link-local', '169.254.0.0', '169.254.255.255'],
    ['the metadata address', '169.254.169.254', '169.254.169.254'],
    ['private 172.16/12', '172.16.0.0', '172.31.255.255'],
    ['protocol assignments', '192.0.0.0', '192.0.0.255'],
    ['documentation 1', '192.0.2.0', '192.0.2.255'],
    ['6to4 relays', '192.88.99.0', '192.88.99.255'],
    ['private 192.168/16', '192.168.0.0', '192.168.255.255'],
    ['benchmarks', '198.18.0.0', '198.19.255.255'],
    ['documentation 2', '198.51.100.0', '198.51.100.255'],
    ['documentation 3', '203.0.113.0', '203.0.113.255'],
    ['multicast', '224.0.0.0', '239.255.255.255'],
    ['reserved', '240.0.0.0', '255.255.255.254'],
    ['broadcast', '255.255.255.255', '255.255.255.255'],
    ['unspecified', '::', '::'],
    ['loopback v6', '::1', '::1'],
    ['compatible', '::7f00:1', '::ffff:ffff'],
    ['mapped', '::ffff:0.0.0.0', '::ffff:255.255.255.255'],
    ['mapped public', '::ffff:8.8.8.8', '::ffff:8.8.8.8'],
    ['translated', '::ffff:0:127.0.0.1', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::', '64:ff9b::ffff:ffff'],
    ['local NAT64', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
    ['discard', '100::', '100::ffff:ffff:ffff:ffff'],
    ['Teredo', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['benchmarks v6', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
    ['ORCHID', '2001:10::', '2001:2f:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['documentation v6', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['6to4', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['6to4 of loopback', '2002:7f00:1::', '2002:7f00:1::1'],
    ['old test network', '3ffe::', '3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['documentation v6, new', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['unassigned', '4000::', '5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['segment routing', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['unique local', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['metadata v6', 'fd00:ec2::254', 'fd00:ec2::254'],
    ['link-local v6', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['site-local', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['multicast v6', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('refuses %s, from %s to %s and between', (_name, first, last) => {
    const { family, value: low } = address(first)
    const { value: high } = address(last)
    assert(
      property(bigInt({ min: low, max: high }), (value) => {
        expect(isPublicAddress({ family, value })).toBe(false)
      }),
      { examples: [[low], [high]] },
    )
  })

  it.each([
    '1.0.0.0',
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
    '2003::1',
    '3ffd:ffff::1',
  ])('knows %s as public', (text) => {
    expect(isPublicAddress(address(text))).toBe(true)
  })
})

describe('mayConnect', () => {
  it('opens 80, 443 and everything from 1024 towards public addresses', () => {
    const open = [80, 443, 1024, 8080, 65535]
    for (const port of [0, 1, 22, 25, 79, 81, 442, 444, 1023, 65536, ...open]) {
      expect(isOrdinaryPort(port)).toBe(open.includes(port))
      expect(mayConnect(address('8.8.8.8'), port, [])).toBe(open.includes(port))
    }
  })

  it.each([
    ['10.0.0.0/8', '10.200.3.4', 8080, true],
    ['10.0.0.0/8', '11.0.0.1', 22, false],
    ['10.0.0.0/8', '10.0.0.1', 22, false],
    ['127.0.0.1:8090', '127.0.0.1', 8090, true],
    ['127.0.0.1:8090', '127.0.0.1', 8091, false],
    ['127.0.0.1:8090', '127.0.0.2', 8090, false],
    ['127.0.0.1:25', '127.0.0.1', 25, true],
    ['192.168.1.0/24:8443', '192.168.1.77', 8443, true],
    ['[::1]:8090', '::1', 8090, true],
    ['[::1]:8090', '127.0.0.1', 8090, false],
    ['127.0.0.0/8', '::ffff:127.0.0.1', 8090, false],
    ['[fd00::]/8:443', 'fd12::1', 443, true],
    ['[fd00::/8]:443', 'fd12::1', 80, false],
    ['fd00::/8', 'fd12::1', 8443, true],
    ['::1', '::1', 8080, true],
    ['0.0.0.0/0', '127.0.0.1', 443, true],
  ])('with %s, %s port %i: %s', (rule, target, port, allowed) => {
    expect(mayConnect(address(target), port, [parseAllowRule(rule)])).toBe(allowed)
  })

  it('opens a range and nothing beside it', () => {
    assert(
      property(
        constantFrom(4 as const, 6 as const),
        bigInt({ min: 0n, max: 2n ** 128n - 1n }),
        integer({ min: 1, max: 32 }),
        array(bigInt({ min: 0n, max: 2n ** 128n - 1n })),
        (family, seed, prefix, others) => {
          const width = family === 4 ? 32n : 128n
          const shift = width - BigInt(prefix)
          const base = ((seed % 2n ** width) >> shift) << shift
          const last = base + (1n << shift) - 1n
          const rule = parseAllowRule(`${formatAddress({ family, value: base })}/${prefix}`)
          expect(mayConnect({ family, value: base }, 8080, [rule])).toBe(true)
          expect(mayConnect({ family, value: last }, 8080, [rule])).toBe(true)
          for (const other of [base - 1n, last + 1n, ...others]) {
            const value = ((other % 2n ** width) + 2n ** width) % 2n ** width
            if (value >= base && value <= last) continue
            expect(mayConnect({ family, value }, 8080, [rule])).toBe(
              isPublicAddress({ family, value }),
            )
          }
        },
      ),
    )
  })
})

describe('parseAllowRule', () => {
  it.each([
    ['intranet', /write it like 10\.0\.0\.0\/8/],
    ['10.0.0.0/33', /write one from 0 to 32/],
    ['10.0.0.1/8', /write its first address, 10\.0\.0\.0\/8/],
    ['10.0.0.0/8:0', /write one from 1 to 65535/],
    ['10.0.0.0/8:70000', /write one from 1 to 65535/],
    ['[::1', /write it like/],
    ['fd00::1/8', /write its first address, fd00:0:0:0:0:0:0:0\/8/],
    ['*', /write it like/],
    ['https://10.0.0.1', /write it like/],
  ])('refuses %s', (text, message) => {
    expect(() => parseAllowRule(text)).toThrow(message)
  })
})
