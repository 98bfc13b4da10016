/**
 * Addresses that only the vendor of one instance knows: `/events/{elementKey}/hooks/{token}`. The token is 256 random
 * bits behind a prefix by which people and scanners of secrets know what it is.
 */
import { hash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Kysely } from 'kysely'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import type { Vault } from '../../vault/seal.ts'
import { sealContext } from '../../vault/sealed-columns.ts'
import { createBatchedLookUp } from './batched-look-up.ts'
import {
  addAddress,
  findAddressees,
  lockAddress,
  replaceToken,
  type AddressRow,
} from './webhook-addresses-store.ts'

const prefix = 'hbw_hook_'
const wellFormed = /^hbw_hook_[\w-]{43}$/

export interface Addresses {
  /** The instance that a token leads to; undefined when there is none. */
  instanceOf(token: string): Promise<number | undefined>
  /** Gives an instance an address, unless it has one. */
  ensure(trx: Kysely<Schema>, organizationId: number, instanceId: number): Promise<void>
  /**
   * Gives an instance another address in place of the one it has, which leads there for `overlapS` seconds more. Answers
   * false when it has none.
   */
  rotate(
    trx: Kysely<Schema>,
    organizationId: number,
    instanceId: number,
    overlapS: number,
  ): Promise<boolean>
  /** What is remembered of tokens is read again. */
  forget(): void
  /** The whole address. */
  urlOf(elementKey: string, row: SealedAddress): string
  /** The same of the one that the vendor has; what it should have when it has none. */
  registeredUrlOf(elementKey: string, row: SealedAddress): string
}

export type SealedAddress = Pick<
  AddressRow,
  'organization_id' | 'instance_id' | 'token_sealed' | 'registered_hash'
>

export interface AddressesParts {
  readonly database: Database
  readonly vault: Vault
  readonly clock: Clock
  /** Without a slash at the end. */
  readonly publicUrl: () => string
}

/**
 * A token never leads to another instance, and a notice tells when it leads nowhere; a deleted instance is found out when it
 * is looked up itself.
 */
const lifeMs = 60_000
const mostRemembered = 20_000
/** One that the vendor has, and those that a worker may be about to register. */
const mostFormer = 4

export function createAddresses({ database, vault, clock, publicUrl }: AddressesParts): Addresses {
  const memory = new LRUCache<string, { instanceId: number; until: number }>({
    max: mostRemembered,
  })
  const lookUp = createBatchedLookUp((hashes: readonly string[]) =>
    findAddressees(database.db, hashes),
  )
  let generation = 0
  const context = (organizationId: number, instanceId: number) =>
    sealContext('webhook_addresses', organizationId, instanceId)
  const hashOf = (token: string) => vault.lookupHash('webhook-address', token)
  const urlWith = (elementKey: string, token: string) =>
    `${publicUrl()}/elements/api-v2/events/${encodeURIComponent(elementKey)}/hooks/${token}`

  /** The instance's token, the one that its vendor has, and all that it may have. */
  function tokensOf(row: SealedAddress): { token: string; registered: string; all: string[] } {
    const sealed = row.token_sealed
    const tokens = vault.open(sealed, context(row.organization_id, row.instance_id)).split(' ')
    const [token = ''] = tokens
    const registered = tokens.find((one) => row.registered_hash?.equals(hashOf(one)) === true)
    return { token, registered: registered ?? token, all: tokens }
  }

  /** @param former those that the vendor may have or get */
  function made(organizationId: number, instanceId: number, former: readonly string[] = []) {
    const token = prefix + randomBytes(32).toString('base64url')
    const tokens = [token, ...new Set(former)].join(' ')
    return {
      tokenHash: hashOf(token),
      tokenSealed: vault.seal(tokens, context(organizationId, instanceId)),
    }
  }

  return {
    async instanceOf(token) {
      if (!wellFormed.test(token)) return undefined
      // The memory holds no secret.
      const key = hash('sha256', token, 'base64')
      const known = memory.get(key)
      if (known !== undefined && known.until > clock.now()) return known.instanceId
      const before = generation
      const found = await lookUp(hashOf(token).toString('hex'))
      if (found === undefined) return undefined
      const { instanceId, endsInMs } = found
      const until = clock.now() + Math.min(lifeMs, endsInMs ?? lifeMs)
      if (before === generation) memory.set(key, { instanceId, until })
      return instanceId
    },
    async ensure(trx, organizationId, instanceId) {
      const address = made(organizationId, instanceId)
      await addAddress(trx, { organizationId, instanceId, ...address })
    },
    async rotate(trx, organizationId, instanceId, overlapS) {
      const row = await lockAddress(trx, organizationId, instanceId)
      if (row === undefined) return false
      const { registered, all } = tokensOf(row)
      const another = made(organizationId, instanceId, [registered, ...all].slice(0, mostFormer))
      await replaceToken(trx, row, another, overlapS)
      return true
    },
    forget() {
      generation += 1
      memory.clear()
    },
    urlOf: (elementKey, row) => urlWith(elementKey, tokensOf(row).token),
    registeredUrlOf: (elementKey, row) => urlWith(elementKey, tokensOf(row).registered),
  }
}
