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
import { addAddress, findAddress, findAddressees } from './webhook-addresses-store.ts'

const prefix = 'hbw_hook_'
const wellFormed = /^hbw_hook_[\w-]{43}$/

export interface Addresses {
  /** The instance that a token leads to; undefined when there is none. */
  instanceOf(token: string): Promise<number | undefined>
  /** Gives an instance an address, unless it has one. */
  ensure(trx: Kysely<Schema>, organizationId: number, instanceId: number): Promise<void>
  /** The whole address; undefined while the instance has none. */
  urlOf(elementKey: string, organizationId: number, instanceId: number): Promise<string | undefined>
  /** The whole address of a token that was read from its row. */
  urlOfSealed(
    elementKey: string,
    organizationId: number,
    instanceId: number,
    tokenSealed: Buffer,
  ): string
}

export interface AddressesParts {
  readonly database: Database
  readonly vault: Vault
  readonly clock: Clock
  /** Without a slash at the end. */
  readonly publicUrl: () => string
}

/** A token never leads to another instance; a deleted instance is found out when it is looked up itself. */
const lifeMs = 60_000
const mostRemembered = 20_000

export function createAddresses({ database, vault, clock, publicUrl }: AddressesParts): Addresses {
  const memory = new LRUCache<string, { instanceId: number; until: number }>({
    max: mostRemembered,
  })
  const lookUp = createBatchedLookUp((hashes: readonly string[]) =>
    findAddressees(database.db, hashes),
  )
  const context = (organizationId: number, instanceId: number) =>
    sealContext('webhook_addresses', organizationId, instanceId)
  const urlOfSealed: Addresses['urlOfSealed'] = (
    elementKey,
    organizationId,
    instanceId,
    sealed,
  ) => {
    const token = vault.open(sealed, context(organizationId, instanceId))
    return `${publicUrl()}/elements/api-v2/events/${encodeURIComponent(elementKey)}/hooks/${token}`
  }
  return {
    async instanceOf(token) {
      if (!wellFormed.test(token)) return undefined
      // The memory holds no secret.
      const key = hash('sha256', token, 'base64')
      const known = memory.get(key)
      if (known !== undefined && known.until > clock.now()) return known.instanceId
      const found = await lookUp(vault.lookupHash('webhook-address', token).toString('hex'))
      if (found === undefined) return undefined
      memory.set(key, { instanceId: found.instanceId, until: clock.now() + lifeMs })
      return found.instanceId
    },
    async ensure(trx, organizationId, instanceId) {
      const token = prefix + randomBytes(32).toString('base64url')
      await addAddress(trx, {
        organizationId,
        instanceId,
        tokenHash: vault.lookupHash('webhook-address', token),
        tokenSealed: vault.seal(token, context(organizationId, instanceId)),
      })
    },
    async urlOf(elementKey, organizationId, instanceId) {
      const row = await findAddress(database.db, organizationId, instanceId)
      if (row === undefined) return undefined
      return urlOfSealed(elementKey, organizationId, instanceId, row.token_sealed)
    },
    urlOfSealed,
  }
}
