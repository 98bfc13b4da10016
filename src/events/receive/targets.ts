/**
 * Who a webhook may be for, remembered for a short time, so that a webhook costs no look-up while it is warm. A change
 * of an instance is heard at once (the instances room tells, and this room's own notices; on the node that makes it even before); the time limit is the net
 * below.
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/errors.ts'
import type { Instances } from '../../instances/instances.ts'
import type { WebhookReceiver } from '../../instances/webhook-receivers.ts'
import { eventSettings } from '../event-settings.ts'
import { createBatchedLookUp } from './batched-look-up.ts'
import { createLimiter } from './limiter.ts'

/** What is remembered of an instance; little, as there are many. */
export interface Target {
  readonly id: number
  readonly organizationId: number
  readonly accountId: number
  readonly account: string | undefined
  readonly isAccountProven: boolean
  readonly secret: WebhookReceiver['secret']
  /** Events are on and the instance is enabled. */
  readonly hasEvents: boolean
  /** And they come by webhook. */
  readonly takesWebhooks: boolean
  /** `event.notification.instance.finder`, and the value that the payload must have. */
  readonly finder: { readonly path: string; readonly value: string } | undefined
}

export interface Targets {
  ofAccount(connectorKey: string, account: string): Promise<readonly Target[]>
  withFinder(connectorKey: string): Promise<readonly Target[]>
  withId(connectorKey: string, id: number): Promise<Target | undefined>
  /** The same, read anew, in no line: not for what strangers cause. */
  ofAccountNow(connectorKey: string, account: string): Promise<readonly Target[]>
  /** The same for a signature that is nobody's: read anew, unless it just was or many such wait. */
  ofAccountAgain(connectorKey: string, account: string): Promise<readonly Target[]>
  /** Whoever was remembered under this is looked up again. */
  forget(key: string): void
  /** It is about to change on this node: looked up anew for each webhook, until the change is surely committed. */
  doubt(key: string): void
}

const lifeMs = 30_000
/** So long it is still served while it is renewed, so that no webhook of a known account waits behind strangers'. */
const staleMs = 180_000
/** Between two re-reads of an account whose webhooks bear wrong signatures. */
const rereadMs = 5000
/** Longer than the transaction of an instance's change takes. */
const doubtMs = 3000
/** Of those that are there, and as many that are nobody's: a stranger may ask for as many accounts as he likes. */
const mostRemembered = 20_000
/** Look-ups at once of what is there: what strangers send must leave connections for everybody else. */
const mostLookUps = 4
const mostWaiting = 1000
/** Renewals have a line of their own; re-reads as well, and whoever finds it full does without. */
const renewalBounds = { mostRunning: 2, mostWaiting }
const rereadBounds = { mostRunning: 1, mostWaiting: 20 }

export const finderKey = 'event.notification.instance.finder'
export const accountEntry = (connectorKey: string, account: string) =>
  `account ${connectorKey} ${account}`
export const finderEntry = (connectorKey: string) => `finder ${connectorKey}`

export interface TargetsParts {
  readonly instances: Pick<Instances, 'onForget'> & {
    readonly webhookReceivers: Omit<Instances['webhookReceivers'], 'cutLookUps'>
  }
  readonly clock: Clock
}

export function createTargets({ instances, clock }: TargetsParts): Targets {
  const { webhookReceivers } = instances
  const memory = new LRUCache<string, Remembered>({ max: mostRemembered, dispose: forgetIds })
  /** When it was seen that they are nobody's. */
  const strangers = new LRUCache<string, Remembered>({ max: mostRemembered })
  const entriesOf = new Map<number, Set<string>>()
  const doubtful = new LRUCache<string, true>({ max: 10_000, ttl: doubtMs })
  const loading = new Map<string, Promise<readonly Target[]>>()
  const lookUps = createLimiter({ mostRunning: mostLookUps, mostWaiting })
  const renewals = createLimiter(renewalBounds)
  const rereads = createLimiter(rereadBounds)
  /** When each account was read again. */
  const reread = new LRUCache<string, number>({ max: mostRemembered })
  // What was read before a change must not be kept after it.
  let changes = 0

  function forgetIds({ targets }: Remembered, key: string): void {
    for (const { id } of targets) {
      const entries = entriesOf.get(id)
      if (entries?.delete(key) === true && entries.size === 0) entriesOf.delete(id)
    }
  }

  function keep(key: string, targets: readonly Target[]): void {
    memory.delete(key)
    strangers.delete(key)
    const lasting = targets.length === 0 ? strangers : memory
    lasting.set(key, { targets, since: clock.now() })
    for (const { id } of targets) {
      const entries = entriesOf.get(id)
      if (entries === undefined) entriesOf.set(id, new Set([key]))
      else entries.add(key)
    }
  }

  instances.onForget((what) => {
    changes += 1
    loading.clear()
    if (what === 'all' || !('id' in what)) {
      memory.clear()
      strangers.clear()
    } else for (const key of entriesOf.get(what.id) ?? []) memory.delete(key)
  })

  function forget(key: string): void {
    changes += 1
    memory.delete(key)
    strangers.delete(key)
    loading.delete(key)
  }

  async function read(key: string, find: Find, line: Line): Promise<readonly Target[]> {
    const before = changes
    const targets = (await line(find)).map(targetOf)
    // That there is nobody is remembered of accounts alone: whoever guesses the id of an instance to come must not hide it.
    const mayKeep = targets.length > 0 || !key.startsWith('id ')
    if (mayKeep && before === changes && !doubtful.has(key)) keep(key, targets)
    return targets
  }

  function load(key: string, find: Find, line: Line): Promise<readonly Target[]> {
    const underWay = loading.get(key)
    if (underWay !== undefined) return underWay
    const started = read(key, find, line).finally(() => {
      if (loading.get(key) === started) loading.delete(key)
    })
    loading.set(key, started)
    return started
  }

  /** @param cold the line of who is not remembered */
  function remembered(
    key: string,
    find: Find,
    cold: Line,
  ): readonly Target[] | Promise<readonly Target[]> {
    const known = memory.get(key) ?? strangers.get(key)
    const age = known === undefined ? Infinity : clock.now() - known.since
    if (known === undefined || age >= staleMs) return load(key, find, cold)
    if (age < lifeMs) return known.targets
    // That there was nobody is no reason to tell a vendor yes.
    if (known.targets.length === 0) return load(key, find, cold)
    // Fails where the database does: then it is tried by the next, and by all when it is too old.
    load(key, find, renewals).catch(() => {})
    return known.targets
  }

  async function again(key: string, find: Find, cold: Line): Promise<readonly Target[]> {
    const now = clock.now()
    const last = reread.get(key)
    if (last !== undefined && now - last < rereadMs) return remembered(key, find, cold)
    reread.set(key, now)
    try {
      return await read(key, find, rereads)
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'unavailable')
        return remembered(key, find, cold)
      throw error
    }
  }

  /** Strangers stand in no line with those who are there. */
  const ifThere =
    (isThere: () => Promise<boolean>): Line =>
    async (find) =>
      (await isThere()) ? lookUps(find) : []
  const isAccount = batchedByConnector(webhookReceivers.accountsThere)
  const isId = batchedByConnector(webhookReceivers.idsThere)
  const coldAccount = (connectorKey: string, account: string) =>
    ifThere(() => isAccount(connectorKey, account))
  const findAccount = (connectorKey: string, account: string) => () =>
    webhookReceivers.ofAccount(connectorKey, account)
  return {
    ofAccount: async (connectorKey, account) =>
      remembered(
        accountEntry(connectorKey, account),
        findAccount(connectorKey, account),
        coldAccount(connectorKey, account),
      ),
    ofAccountNow: (connectorKey, account) =>
      read(accountEntry(connectorKey, account), findAccount(connectorKey, account), inNoLine),
    ofAccountAgain: (connectorKey, account) =>
      again(
        accountEntry(connectorKey, account),
        findAccount(connectorKey, account),
        coldAccount(connectorKey, account),
      ),
    withFinder: async (connectorKey) =>
      remembered(
        finderEntry(connectorKey),
        () => webhookReceivers.withKey(connectorKey, finderKey),
        lookUps,
      ),
    async withId(connectorKey, id) {
      const find = () => webhookReceivers.withIds(connectorKey, [id])
      const cold = ifThere(() => isId(connectorKey, id))
      return (await remembered(`id ${connectorKey} ${id}`, find, cold))[0]
    },
    forget,
    doubt(key) {
      doubtful.set(key, true)
      forget(key)
    },
  }
}

type Find = () => Promise<WebhookReceiver[]>

type Line = (find: Find) => Promise<WebhookReceiver[]>

const inNoLine: Line = (find) => find()

/** Whether a key is there; those of a connector share a statement. */
function batchedByConnector<Key>(
  find: (connectorKey: string, keys: readonly Key[]) => Promise<readonly Key[]>,
): (connectorKey: string, key: Key) => Promise<boolean> {
  const ofConnector = new Map<string, (key: Key) => Promise<true | undefined>>()
  return async (connectorKey, key) => {
    let lookUp = ofConnector.get(connectorKey)
    if (lookUp === undefined) {
      lookUp = createBatchedLookUp(async (keys) => {
        const found = await find(connectorKey, keys)
        return new Map(found.map((one) => [one, true] as const))
      })
      ofConnector.set(connectorKey, lookUp)
    }
    return (await lookUp(key)) === true
  }
}

interface Remembered {
  readonly targets: readonly Target[]
  readonly since: number
}

function targetOf(receiver: WebhookReceiver): Target {
  const { connector, authenticationType, values, isDisabled } = receiver
  const settings = eventSettings(connector, authenticationType, values)
  const hasEvents = settings.enabled && !isDisabled
  return {
    id: receiver.id,
    organizationId: receiver.organizationId,
    accountId: receiver.accountId,
    account: receiver.account,
    isAccountProven: receiver.isAccountProven,
    secret: receiver.secret,
    hasEvents,
    takesWebhooks: hasEvents && settings.method === 'webhook',
    finder: finderOf(settings.finder, values),
  }
}

function finderOf(
  finder: string | undefined,
  values: Readonly<Record<string, string>>,
): Target['finder'] {
  const [key = '', path = ''] = (finder ?? '').split('|').map((part) => part.trim())
  const value = Object.hasOwn(values, key) ? values[key] : undefined
  return path === '' || value === undefined || value === '' ? undefined : { path, value }
}
