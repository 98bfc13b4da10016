import { describe, expect, it, vi } from 'vitest'
import type { WebhookReceiver } from '../../instances/webhook-receivers.ts'
import { accountEntry, createTargets } from './targets.ts'

type Listener = Parameters<Parameters<typeof createTargets>[0]['instances']['onForget']>[0]

function receiver(id: number, change: Partial<WebhookReceiver> = {}): WebhookReceiver {
  return {
    id,
    organizationId: 1,
    accountId: 2,
    isDisabled: false,
    connector: {
      element: { hubwright: { events: { methods: ['webhook'] } } },
    } as unknown as WebhookReceiver['connector'],
    authenticationType: 'oauth2',
    values: { 'event.notification.enabled': 'true', 'shop.id': '7' },
    account: '7',
    isAccountProven: true,
    secret: undefined,
    ...change,
  }
}

function stage() {
  const listeners: Listener[] = []
  const lookUps: string[] = []
  let found: WebhookReceiver[] = [receiver(1)]
  let hold: Promise<void> | undefined
  let isThere = (_account: string) => true
  let now = 0
  const look = async (what: string) => {
    lookUps.push(what)
    const answer = found
    await hold
    return answer
  }
  const targets = createTargets({
    instances: {
      onForget: (listener) => void listeners.push(listener),
      webhookReceivers: {
        ofAccount: (_key, account) => look(account),
        withKey: () => look('finder'),
        withIds: (_key, ids) => look(`id ${ids.join()}`),
        accountsThere: async (_key, accounts) => accounts.filter((account) => isThere(account)),
        idsThere: async (_key, ids) => ids.filter((id) => isThere(String(id))),
      },
    },
    clock: { now: () => now },
  })
  return {
    targets,
    lookUps,
    find: (receivers: WebhookReceiver[]) => void (found = receivers),
    know: (account: (account: string) => boolean) => void (isThere = account),
    hold: (promise: Promise<void> | undefined) => void (hold = promise),
    pass: (ms: number) => void (now += ms),
    forget: (what: Parameters<Listener>[0]) => {
      for (const listener of listeners) listener(what)
    },
    ids: async (account = '7') => (await targets.ofAccount('shop', account)).map(({ id }) => id),
  }
}

describe('targets', () => {
  it('are looked up once, also when many ask at the same moment, and anew after a time', async () => {
    const { ids, lookUps, pass } = stage()
    await Promise.all([ids(), ids(), ids()])
    expect(await ids()).toEqual([1])
    expect(lookUps).toEqual(['7'])
    pass(180_001)
    await ids()
    expect(lookUps).toEqual(['7', '7'])
  })

  it('are served while they are renewed, but not when they were told to be others', async () => {
    const { ids, find, hold, lookUps, pass, targets } = stage()
    await ids()
    find([receiver(4)])
    let go = () => {}
    hold(new Promise((resolve) => (go = resolve)))
    pass(30_001)
    expect([await ids(), await ids()]).toEqual([[1], [1]])
    expect(lookUps).toHaveLength(2)
    go()
    await vi.waitFor(async () => expect(await ids()).toEqual([4]))
    hold(undefined)
    pass(30_001)
    find([receiver(5)])
    targets.forget(accountEntry('shop', '7'))
    expect(await ids()).toEqual([5])
  })

  it('are served while they cannot be renewed, and no longer than three minutes', async () => {
    const { ids, hold, pass } = stage()
    await ids()
    pass(30_001)
    const away = Promise.reject(new Error('away'))
    away.catch(() => {})
    hold(away)
    expect(await ids()).toEqual([1])
    pass(150_000)
    await expect(ids()).rejects.toThrow('away')
  })

  it('that were nobody are not served when they are old', async () => {
    const { ids, find, pass } = stage()
    find([])
    await ids()
    find([receiver(5)])
    pass(30_001)
    expect(await ids()).toEqual([5])
  })

  it('are read for a wrong signature once in five seconds, and always for the quarantine', async () => {
    const { targets, find, lookUps, pass } = stage()
    const again = async (account = '7') =>
      (await targets.ofAccountAgain('shop', account)).map(({ id }) => id)
    expect(await again()).toEqual([1])
    find([receiver(2)])
    expect(await again()).toEqual([1])
    expect(await again('8')).toEqual([2])
    expect(lookUps).toEqual(['7', '8'])
    pass(5000)
    expect(await again()).toEqual([2])
    find([receiver(3)])
    expect(await targets.ofAccountNow('shop', '7')).toMatchObject([{ id: 3 }])
  })

  it('are not waited for by the quarantine or by known accounts, however many strangers ask', async () => {
    const { targets, ids, hold, pass } = stage()
    await ids()
    pass(30_001)
    let go = () => {}
    hold(new Promise((resolve) => (go = resolve)))
    const strangers = Array.from({ length: 1004 }, (_, index) => ids(`s${index}`))
    await expect(ids('one more')).rejects.toMatchObject({ code: 'unavailable' })
    const wrong = Array.from({ length: 21 }, (_, index) =>
      targets.ofAccountAgain('shop', `w${index}`),
    )
    expect((await targets.ofAccountAgain('shop', '7')).map(({ id }) => id)).toEqual([1])
    hold(undefined)
    expect(await ids()).toEqual([1])
    expect(await targets.ofAccountNow('shop', '7')).toHaveLength(1)
    go()
    await Promise.all([...strangers, ...wrong])
  })

  it('of an account that is there are not behind a flood of strangers, nor pushed out by it', async () => {
    const { targets, ids, know, lookUps } = stage()
    know((account) => account === '7' || account === '9')
    expect(await ids()).toEqual([1])
    const flood = Array.from({ length: 12_000 }, (_, index) => ids(`s${index}`))
    const guessed = Array.from({ length: 12_000 }, (_, index) =>
      targets.withId('shop', 100 + index),
    )
    expect(await ids('9')).toEqual([1])
    expect((await Promise.all(flood)).flat()).toEqual([])
    expect((await Promise.all(guessed)).every((target) => target === undefined)).toBe(true)
    await Promise.all(Array.from({ length: 12_000 }, (_, index) => ids(`t${index}`)))
    expect(await ids()).toEqual([1])
    expect(lookUps).toEqual(['7', '9'])
  })

  it.each([{ id: 1 }, { accountId: 2 }, 'all'] as const)('are forgotten on %j', async (what) => {
    const { ids, find, forget } = stage()
    await ids()
    find([receiver(3)])
    forget(what)
    expect(await ids()).toEqual([3])
  })

  it('stay when an instance changes that is none of them', async () => {
    const { ids, lookUps, forget } = stage()
    await ids()
    forget({ id: 99 })
    await ids()
    expect(lookUps).toHaveLength(1)
  })

  it('are forgotten by account, also when nobody was found', async () => {
    const { ids, find, targets } = stage()
    find([])
    expect(await ids()).toEqual([])
    find([receiver(5)])
    expect(await ids()).toEqual([])
    targets.forget(accountEntry('shop', '7'))
    expect(await ids()).toEqual([5])
  })

  it('are looked up each time while a change of theirs may be under way', async () => {
    const { ids, lookUps, targets } = stage()
    await ids()
    targets.doubt(accountEntry('shop', '7'))
    await ids()
    await ids()
    expect(lookUps).toHaveLength(3)
  })

  it('of a look-up that began before a change are not kept', async () => {
    const { ids, find, forget, hold, lookUps } = stage()
    let go = () => {}
    hold(new Promise((resolve) => (go = resolve)))
    const before = ids()
    await vi.waitFor(() => expect(lookUps).toHaveLength(1))
    find([receiver(8)])
    forget({ id: 8 })
    hold(undefined)
    const after = ids()
    go()
    expect(await before).toEqual([1])
    expect(await after).toEqual([8])
    expect(await ids()).toEqual([8])
  })

  it('of an id that nobody has yet are looked up each time', async () => {
    const { targets, find, lookUps } = stage()
    find([])
    expect(await targets.withId('shop', 5)).toBeUndefined()
    find([receiver(5)])
    expect((await targets.withId('shop', 5))?.id).toBe(5)
    await targets.withId('shop', 5)
    expect(lookUps).toHaveLength(2)
  })

  it('say what the configuration means', async () => {
    const { targets, find } = stage()
    find([
      receiver(1, {
        values: {
          'event.notification.enabled': 'true',
          'event.notification.instance.finder': ' shop.id | store.id ',
          'shop.id': '7',
        },
      }),
      receiver(2, { isDisabled: true }),
      receiver(3, {
        values: { 'event.notification.enabled': 'true', 'event.vendor.type': 'polling' },
      }),
      receiver(4, { values: { 'event.notification.instance.finder': 'toString|a' } }),
    ])
    expect(await targets.withFinder('shop')).toMatchObject([
      { hasEvents: true, takesWebhooks: true, finder: { path: 'store.id', value: '7' } },
      { hasEvents: false, takesWebhooks: false, finder: undefined },
      { hasEvents: true, takesWebhooks: false },
      { hasEvents: false, finder: undefined },
    ])
    expect((await targets.withId('shop', 1))?.id).toBe(1)
  })
})
