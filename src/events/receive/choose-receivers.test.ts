import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { WebhookWord } from '../../catalog/events-word.ts'
import {
  candidatesFor,
  mayBeUnsigned,
  provenFor,
  type Question,
  type WebhookAddress,
} from './choose-receivers.ts'
import { readPayload } from './payload.ts'
import type { Target, Targets } from './targets.ts'

const signature = {
  header: 'x-sign',
  algorithm: 'sha256',
  encoding: 'hex',
  message: '{body}',
  secret: 'oauth.api.secret',
} as const
const raw = Buffer.from('{"shop":{"id":"7"}}')
const signedBy = (secret: string) => ({
  message: raw,
  signature: createHmac('sha256', secret).update(raw).digest(),
})

function question(change: Partial<Question> = {}): Question {
  const word: WebhookWord = { address: 'app', signature, account: '/shop/id' }
  return {
    connectorKey: 'shop',
    word,
    address: { kind: 'connector' },
    claim: { signed: signedBy('s1'), eventId: 'e', account: '7', occurredAt: new Date(0) },
    payload: readPayload('application/json', raw),
    ...change,
  }
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
const ids = (some: readonly Target[]) => some.map(({ id }) => id)

describe('provenFor', () => {
  it('takes those whose own secret made the signature, and no other', () => {
    const all = [
      target(1),
      target(2, { secret: { value: 's2', isOwn: true } }),
      target(3, { secret: undefined }),
      target(4, { secret: { value: '', isOwn: true } }),
      target(5, { isAccountProven: false }),
      target(6, { account: '8' }),
    ]
    expect(ids(provenFor(question(), all))).toEqual([1, 5])
  })

  it('believes a shared secret only about an account that the vendor confirmed', () => {
    const shared = { value: 's1', isOwn: false }
    const all = [
      target(1, { secret: shared }),
      target(2, { secret: shared, isAccountProven: false }),
    ]
    expect(ids(provenFor(question(), all))).toEqual([1])
    const own = question({ address: { kind: 'own', id: 2 } })
    expect(ids(provenFor(own, all.slice(1)))).toEqual([2])
  })

  it('never takes an unsigned one where the definition names a signature', () => {
    const unsigned = { ...question().claim, signed: undefined }
    const own: WebhookAddress = { kind: 'own', id: 1 }
    for (const address of [own, { kind: 'connector' } as const]) {
      expect(provenFor(question({ claim: unsigned, address }), [target(1)])).toEqual([])
    }
  })

  it('takes unsigned ones at an own address, and at others only by the word', () => {
    const claim = { ...question().claim, signed: undefined }
    const word: WebhookWord = { address: 'instance' }
    const taken = (change: Partial<Question>) =>
      ids(provenFor(question({ claim, word, ...change }), [target(1)]))
    expect(taken({ address: { kind: 'own', id: 1 } })).toEqual([1])
    for (const address of [{ kind: 'connector' }, { kind: 'instances', ids: [1] }] as const) {
      expect(taken({ address })).toEqual([])
      expect(taken({ address, word: { ...word, unsigned: true } })).toEqual([1])
      expect(mayBeUnsigned({ address, word })).toBe(false)
    }
  })
})

describe('candidatesFor', () => {
  const known = [target(1), target(2)]
  const targets: Targets = {
    ofAccount: async (_key, account) => (account === '7' ? known : []),
    ofAccountNow: async () => [],
    ofAccountAgain: async () => [],
    withFinder: async () => [
      target(3, { finder: { path: 'shop.id', value: '7' } }),
      target(4, { finder: { path: 'shop.id', value: '8' } }),
      target(5),
    ],
    withId: async (_key, id) => known.find((one) => one.id === id),
    forget() {},
    doubt() {},
  }
  it.each([
    ['by the account', {}, [1, 2]],
    ['by the finder, where no account is named', { word: { address: 'app', signature } }, [3]],
    ['by ids, unknown ones left out', { address: { kind: 'instances', ids: [2, 9] } }, [2]],
    ['by the address', { address: { kind: 'own', id: 1 } }, [1]],
  ] as const)('%s', async (_name, change, expected) => {
    expect(ids(await candidatesFor(targets, question(change as Partial<Question>)))).toEqual(
      expected,
    )
  })
})
