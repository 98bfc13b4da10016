import { describe, expect, it } from 'vitest'
import type { Element } from './element.ts'
import { reservedKeyRules } from './reserved-keys.ts'

const withKeys = (...keys: string[]) =>
  reservedKeyRules({ configuration: keys.map((key) => ({ key, name: key })) } as Element)

describe('reservedKeyRules', () => {
  it('lets known keys of the platform be described anew, and all others', () => {
    const known = [
      'event.notification.enabled',
      'event.metadata',
      'bulk.relations',
      'event.objects',
    ]
    expect(withKeys(...known, 'shop.event.id', 'events.mine')).toEqual([])
  })

  it.each(['event.mine', 'bulk.mine', 'event.', 'event.notification.enabled.too'])(
    'refuses %s and names the place',
    (key) => {
      expect(withKeys('shop.id', key)).toMatchObject([
        { path: '/configuration/1/key', message: expect.stringContaining(key) as string },
      ])
    },
  )
})
