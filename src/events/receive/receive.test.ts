import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { connector } from '../../../test/support/fake-vendor.ts'
import type { WebhookWord } from '../../catalog/events-word.ts'
import type { NewEvent } from '../event.ts'
import { judgeAgain, receiveWebhook, type ReceiveParts, type WebhookRequest } from './receive.ts'
import type { QuarantinedWebhook } from './quarantine-store.ts'
import type { Target } from './targets.ts'
import { newCounts } from './webhook-counts.ts'

const word: WebhookWord = {
  address: 'app',
  signature: {
    header: 'x-sign',
    algorithm: 'sha256',
    encoding: 'hex',
    message: '{header:x-nonce}{body}',
    secret: 'oauth.api.secret',
  },
  hint: { account: '/owner', members: ['/order'] },
  account: '/shop',
  eventId: '/id',
  headers: ['x-topic'],
}
const target = (id: number, change: Partial<Target> = {}): Target => ({
  id,
  organizationId: 1,
  accountId: 2,
  account: '7',
  isAccountProven: true,
  secret: { value: 's1', isOwn: true },
  hasEvents: true,
  takesWebhooks: true,
  finder: undefined,
  ...change,
})

function stage(change: Partial<ReceiveParts> = {}) {
  const shop = connector([], { hubwright: { events: { methods: ['webhook'], webhook: word } } })
  let remembered: Target[] = [target(1)]
  let now: Target[] | undefined
  const added: NewEvent[] = []
  const kept: QuarantinedWebhook[] = []
  const nudged: number[] = []
  const heard: number[] = []
  const parts: ReceiveParts = {
    catalog: { get: (key) => (key === 'shop' || key === '7' ? shop : undefined) },
    addresses: { instanceOf: async () => undefined },
    targets: {
      ofAccount: async (_key, account) => (account === '7' ? remembered : []),
      ofAccountNow: async () => now ?? remembered,
      ofAccountAgain: async () => now ?? remembered,
      withFinder: async () => [],
      withId: async () => undefined,
      forget() {},
      doubt() {},
    },
    group: {
      async add(events) {
        added.push(...events)
        return events.map(({ instanceId, vendorEventId }) => ({ id: 1, instanceId, vendorEventId }))
      },
    },
    quarantine: {
      async keep(webhook) {
        kept.push(webhook)
        return true
      },
    },
    proofOfLife: { heard: (_organizationId, id) => void heard.push(id) },
    nudge: (ids) => void nudged.push(...ids),
    counts: newCounts(),
    clock: { now: () => 5000 },
    ...change,
  }
  return {
    parts,
    added,
    kept,
    nudged,
    heard,
    receive: (request: Partial<WebhookRequest>) =>
      receiveWebhook(parts, {
        elementKey: 'shop',
        address: { kind: 'connector' },
        contentType: 'application/json',
        headers: {},
        raw: Buffer.alloc(0),
        ...request,
      }),
    remember: (targets: Target[], really?: Target[]) => {
      remembered = targets
      now = really
    },
  }
}

function signed(secret: string, body = '{"id":"e1","shop":7}') {
  const raw = Buffer.from(body)
  const sign = createHmac('sha256', secret).update(`n1${body}`).digest('hex')
  return { raw, headers: { 'x-sign': sign, 'x-nonce': 'n1', 'x-topic': 'orders', 'x-else': 'no' } }
}

describe('receiveWebhook', () => {
  it('stores one for each instance that it is proven for and that wants it', async () => {
    const { receive, remember, added, heard, parts } = stage()
    remember([
      target(1),
      target(2, { takesWebhooks: false }),
      target(3, { organizationId: 9, secret: { value: 's2', isOwn: true } }),
      target(4, { organizationId: 8 }),
    ])
    await receive(signed('s1'))
    expect(added).toMatchObject([
      { instanceId: 1, organizationId: 1, vendorEventId: 'e1', source: 'webhook' },
      { instanceId: 4, organizationId: 8, headers: { 'x-topic': 'orders' } },
    ])
    expect(added[0]?.headers).toEqual({ 'x-topic': 'orders' })
    expect(heard).toEqual([1, 4])
    expect(parts.counts).toMatchObject({ stored: 2, repeated: 0, dropped: 0 })
  })

  it('keeps how many notifications led to it', async () => {
    const { receive, added } = stage()
    const webhook = signed('s1')
    await receive({ ...webhook, headers: { ...webhook.headers, 'hubwright-hops': '3' } })
    expect(added[0]?.headers).toEqual({ 'x-topic': 'orders', 'hubwright-hops': '3' })
  })

  it('looks once more before it sets one aside, and keeps what its judgement will need', async () => {
    const { receive, remember, added, kept, parts } = stage()
    remember([], [target(5)])
    await receive(signed('s1'))
    expect(added).toMatchObject([{ instanceId: 5 }])
    remember([])
    await receive(signed('s1'))
    expect(kept).toMatchObject([{ connectorKey: 'shop', account: '7', eventId: 'e1' }])
    expect(kept[0]?.headers).toEqual({
      'x-sign': signed('s1').headers['x-sign'],
      'x-nonce': 'n1',
      'x-topic': 'orders',
    })
    const webhook = kept[0] as QuarantinedWebhook
    expect(await judgeAgain(parts, webhook, new Date(0))).toEqual([])
    remember([], [target(6), target(7, { takesWebhooks: false })])
    expect(await judgeAgain(parts, webhook, new Date(0))).toMatchObject([
      { instanceId: 6, vendorEventId: 'e1', raw: webhook.raw },
    ])
    remember([], [target(6, { secret: { value: 'other', isOwn: true } })])
    expect(await judgeAgain(parts, webhook, new Date(0))).toEqual([])
  })

  it("says yes to what is nobody's when the quarantine has no room, and counts it", async () => {
    const { receive, added, parts } = stage({ quarantine: { keep: async () => false } })
    await receive(signed('s2'))
    expect(added).toEqual([])
    expect(parts.counts).toMatchObject({ quarantined: 0, not_quarantined: 1 })
  })

  it.each([
    ['the number of a connector instead of its key', { elementKey: '7', ...signed('s1') }],
    ['an address that leads nowhere', { address: { kind: 'token', token: 'x' }, ...signed('s1') }],
    ['an address that cannot be read', { address: { kind: 'none' }, ...signed('s1') }],
    ['nothing at all', {}],
  ] as const)('refuses %s', async (_name, request) => {
    const { receive, added, kept } = stage()
    await expect(receive(request)).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
    expect([added, kept]).toEqual([[], []])
  })

  it('asks to be sent it again when anything fails, and never says yes', async () => {
    const failing: Partial<ReceiveParts>[] = [
      { group: { add: () => Promise.reject(new Error('no database')) } },
      {
        targets: { ...stage().parts.targets, ofAccount: () => Promise.reject(new Error('away')) },
      },
    ]
    for (const change of failing) {
      const { receive, parts } = stage(change)
      await expect(receive(signed('s1'))).rejects.toMatchObject({
        code: 'unavailable',
        status: 503,
        headers: { 'retry-after': '10' },
      })
      expect(parts.counts).toMatchObject({ unavailable: 1, stored: 0 })
    }
    const quarantine = { keep: () => Promise.reject(new Error('full')) }
    await expect(stage({ quarantine }).receive(signed('s2'))).rejects.toMatchObject({ status: 503 })
  })
})

describe('an unsigned hint', () => {
  const hint = {
    contentType: 'application/x-www-form-urlencoded',
    raw: Buffer.from('owner=7&order=12'),
  }

  it('has whoever has events ask the vendor, by webhook or not, and is believed in nothing else', async () => {
    const { receive, remember, nudged, added, kept } = stage()
    remember([
      target(1),
      target(2, { takesWebhooks: false }),
      target(3, { hasEvents: false, takesWebhooks: false }),
    ])
    await receive(hint)
    expect(nudged).toEqual([1, 2])
    expect([added, kept]).toEqual([[], []])
  })

  it('about an account that nobody has is answered alike', async () => {
    const { receive, nudged, parts } = stage()
    await receive({ ...hint, raw: Buffer.from('owner=8&order=12') })
    await receive({ ...hint, raw: Buffer.from(`owner=${'8'.repeat(200)}&order=12`) })
    await receive({ ...hint, raw: Buffer.from('owner=%00&order=12') })
    expect(nudged).toEqual([])
    expect(parts.counts.hinted).toBe(3)
  })

  it.each([
    ['that lacks a member', { ...hint, raw: Buffer.from('owner=7') }],
    [
      'that is no form',
      { ...hint, contentType: 'application/json', raw: Buffer.from('{"owner":7,"order":1}') },
    ],
    ['with a signature that is none', { ...hint, headers: { 'x-sign': 'ab' } }],
  ])('%s is none', async (_name, request) => {
    const { receive, nudged } = stage()
    await expect(receive(request)).rejects.toMatchObject({ status: 401 })
    expect(nudged).toEqual([])
  })
})
