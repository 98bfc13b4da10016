import { createHmac } from 'node:crypto'
import type { SealContext, Vault } from './seal.ts'
import { createSealer, derive, SealError } from './sealer.ts'

export interface VaultOptions {
  /** 32 bytes each; the first seals, all open. */
  readonly masterKeys: readonly Buffer[]
  /** 32 bytes; the same for the life of a database (`installation-store.ts`). */
  readonly lookupKey: Buffer
  /** Told of every value that does not open, before the error is thrown. */
  readonly onOpenFailure?: ((error: SealError) => void) | undefined
}

type LookupKind = Parameters<Vault['lookupHash']>[0]

/** The door to the key ring: seals and opens stored secrets, and hashes those that are looked up. */
export function openVault(options: VaultOptions): Vault {
  const sealer = createSealer(options.masterKeys)
  if (options.lookupKey.length !== 32) throw new Error('The lookup key must be 32 bytes long')
  const lookupKeys = new Map<LookupKind, Buffer>()

  function lookupKeyOf(kind: LookupKind): Buffer {
    const known = lookupKeys.get(kind)
    if (known !== undefined) return known
    const derived = derive(options.lookupKey, `hubwright lookup ${kind}`, 32)
    lookupKeys.set(kind, derived)
    return derived
  }

  return {
    seal: (plain, context) => sealer.seal(plain, context),
    open(sealed: Buffer, context: SealContext) {
      try {
        return sealer.open(sealed, context)
      } catch (error) {
        if (error instanceof SealError) options.onOpenFailure?.(error)
        throw error
      }
    },
    lookupHash: (kind, secret) => createHmac('sha256', lookupKeyOf(kind)).update(secret).digest(),
  }
}
