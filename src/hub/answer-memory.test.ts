import { describe, expect, test } from 'vitest'
import { connection, connector, resource } from '../../test/support/fake-vendor.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import { AnswerMemory } from './answer-memory.ts'

const shop = connector([resource({ method: 'GET', path: '/orders' })])

function instanceOf(words: Partial<OpenInstance> = {}): OpenInstance {
  return {
    ...connection(shop),
    id: 1,
    accountId: 2,
    name: 'North',
    tags: [],
    disabled: false,
    state: 'connected',
    stateReason: undefined,
    filterNulls: true,
    caching: { lifeMs: 60_000, maxBytes: 100_000 },
    vendorAccount: 'shop 1003',
    revision: 1,
    tracedUntil: 0,
    ...words,
  }
}

function open(mostBytes?: number) {
  let now = 1_000_000
  const memory = new AnswerMemory({
    clock: { now: () => now },
    ...(mostBytes === undefined ? {} : { mostBytes }),
  })
  const put = (instance: OpenInstance, key: string, payload: string | Buffer = 'x') =>
    memory.begin(instance, key)({ headers: {}, payload })
  const has = (instance: OpenInstance, key: string) => memory.find(instance, key) !== undefined
  return { memory, put, has, pass: (ms: number) => void (now += ms) }
}

describe('a kept answer', () => {
  test('is given again as it was, with its age, until its time is over', () => {
    const { memory, pass } = open()
    const instance = instanceOf()
    const keep = memory.begin(instance, 'a')
    // An answer is as old as its question.
    pass(1500)
    keep({ headers: { 'elements-returned-count': '1' }, payload: '[“x”]' })
    const found = memory.find(instance, 'a')
    expect(found).toMatchObject({ headers: { 'elements-returned-count': '1' }, ageMs: 1500 })
    expect(found?.payload.toString()).toBe('[“x”]')
    pass(58_499)
    expect(memory.find(instance, 'a')?.ageMs).toBe(59_999)
    pass(1)
    expect(memory.find(instance, 'a')).toBeUndefined()
    expect(memory.counts()).toMatchObject({ hits: 2, misses: 1 })
  })

  test('is a copy that holds no larger memory', () => {
    const { memory, put } = open()
    const large = Buffer.from('0123456789'.repeat(1000))
    put(instanceOf(), 'a', large.subarray(0, 10))
    large.fill('z')
    const { payload } = memory.find(instanceOf(), 'a') ?? {}
    expect(payload?.toString()).toBe('0123456789')
    expect(payload?.buffer.byteLength).toBe(10)
  })

  test('replaces the one before, and is counted once', () => {
    const { memory, put } = open()
    put(instanceOf(), 'a', 'x'.repeat(1000))
    const { bytes } = memory.counts()
    put(instanceOf(), 'a', 'y'.repeat(1000))
    expect(memory.counts().bytes).toBe(bytes)
    expect(memory.find(instanceOf(), 'a')?.payload.toString()).toBe('y'.repeat(1000))
  })
})

describe('the limit', () => {
  test('of an instance drops what was used longest ago, of that instance only', () => {
    const { put, has } = open()
    const small = instanceOf({ caching: { lifeMs: 60_000, maxBytes: 5000 } })
    const other = instanceOf({ id: 9, vendorAccount: 'other' })
    put(other, 'o', 'x'.repeat(1400))
    for (const key of ['a', 'b']) put(small, key, 'x'.repeat(1400))
    expect(has(small, 'a')).toBe(true)
    put(small, 'c', 'x'.repeat(1400))
    expect(['a', 'b', 'c'].map((key) => has(small, key))).toEqual([true, false, true])
    expect(has(other, 'o')).toBe(true)
  })

  test('of an instance refuses an answer that is larger, and drops the older one', () => {
    const { memory, put, has } = open()
    const small = instanceOf({ caching: { lifeMs: 60_000, maxBytes: 1000 } })
    put(small, 'a', 'x')
    put(small, 'a', 'x'.repeat(1000))
    expect(has(small, 'a')).toBe(false)
    expect(memory.counts().bytes).toBe(0)
  })

  test('of the node holds over all instances', () => {
    const { memory, put, has } = open(10_000)
    const instances = [1, 2, 3, 4, 5, 6, 7, 8].map((id) =>
      instanceOf({ id, vendorAccount: String(id) }),
    )
    for (const one of instances) {
      put(one, `${one.id} a`, 'x'.repeat(1400))
      expect(memory.counts().bytes).toBeLessThanOrEqual(10_000)
    }
    expect(instances.map((one) => has(one, `${one.id} a`))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      true,
    ])
    put(instances[0] as OpenInstance, '1 b', 'x'.repeat(20_000))
    expect(memory.counts().bytes).toBeLessThanOrEqual(10_000)
  })

  test('is kept in the books through many answers, hits and drops', () => {
    const { memory, put, has } = open(20_000)
    for (let turn = 0; turn < 500; turn += 1) {
      const one = instanceOf({
        id: turn % 4,
        caching: { lifeMs: 60_000, maxBytes: 7000 },
      })
      put(one, `${one.id} ${turn % 11}`, 'x'.repeat((turn * 37) % 3000))
      has(one, `${one.id} ${turn % 7}`)
      if (turn % 50 === 49) memory.forget({ id: turn % 4 })
      expect(memory.counts().bytes).toBeLessThanOrEqual(20_000)
    }
    expect(memory.counts().bytes).toBeGreaterThan(0)
    memory.forgetVendorAccount('shop 1003')
    expect(memory.counts().bytes).toBe(0)
  })
})

describe('what changes', () => {
  test('at the vendor is forgotten for all instances of the account, and for no other', () => {
    const { memory, put, has } = open()
    const [one, sibling] = [instanceOf(), instanceOf({ id: 2 })]
    const other = instanceOf({ id: 3, vendorAccount: 'shop 1004' })
    for (const each of [one, sibling, other]) put(each, `${each.id} a`)
    memory.forgetVendorAccount('shop 1003')
    expect([one, sibling, other].map((each) => has(each, `${each.id} a`))).toEqual([
      false,
      false,
      true,
    ])
  })

  test.each<[string, (memory: AnswerMemory) => void]>([
    ['at the vendor', (memory) => memory.forgetVendorAccount('shop 1003')],
    ['of the instance', (memory) => memory.forget({ id: 1 })],
    ['of its account', (memory) => memory.forget({ accountId: 2 })],
    ['and may have been missed', (memory) => memory.forget('all')],
  ])('%s keeps a read that began before from being kept after', (_name, change) => {
    const { memory, has, put } = open()
    const instance = instanceOf()
    const keep = memory.begin(instance, 'a')
    change(memory)
    keep({ headers: {}, payload: 'old' })
    expect(has(instance, 'a')).toBe(false)
    put(instance, 'a', 'new')
    keep({ headers: {}, payload: 'old' })
    expect(memory.find(instance, 'a')?.payload.toString()).toBe('new')
    change(memory)
    expect(has(instance, 'a')).toBe(false)
    expect(memory.counts().bytes).toBe(0)
  })

  test('of an account or an instance leaves the others alone', () => {
    const { memory, put, has } = open()
    const [one, other] = [instanceOf(), instanceOf({ id: 2, accountId: 3 })]
    put(one, '1 a')
    put(other, '2 a')
    memory.forget({ accountId: 3 })
    expect([has(one, '1 a'), has(other, '2 a')]).toEqual([true, false])
    put(other, '2 a')
    memory.forget({ id: 1 })
    expect([has(one, '1 a'), has(other, '2 a')]).toEqual([false, true])
  })

  test.each<[string, Partial<OpenInstance>]>([
    ['revision', { revision: 2 }],
    ['connector', { connector: connector([resource({ method: 'GET', path: '/orders' })]) }],
  ])('is seen by another %s of the instance, though nobody told', (_name, words) => {
    const { memory, put, has } = open()
    put(instanceOf(), 'a', 'old')
    expect(has(instanceOf(words), 'a')).toBe(false)
    put(instanceOf(words), 'a', 'new')
    expect(memory.find(instanceOf(words), 'a')?.payload.toString()).toBe('new')
  })
})
