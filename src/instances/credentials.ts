/** The one place of this room where secrets are sealed and opened. */
import type { SealContext, Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import type { ConfigurationRow, ConfigurationWrite } from './configuration-store.ts'
import type { Entries, KeptValues } from './configuration.ts'
import { isSecretKey } from './secret-keys.ts'

export interface Credentials {
  /** Rows for the store: secrets sealed, bound to their instance and key. */
  sealed(
    organizationId: number,
    instanceId: number,
    values: KeptValues,
    entries: Entries,
  ): ConfigurationWrite[]
  /** The clear values of an instance's rows. Throws when one does not open. */
  opened(organizationId: number, rows: readonly ConfigurationRow[]): KeptValues
  sealToken(organizationId: number, instanceId: number, token: string): Buffer
  openToken(organizationId: number, instanceId: number, sealed: Buffer): string
  tokenHash(token: string): Buffer
}

export function createCredentials(vault: Vault): Credentials {
  return {
    sealed(organizationId, instanceId, values, entries) {
      return [...values].map(([key, value]) => {
        if (value === null || !isSecretKey(key, entries.get(key)))
          return { key, value, sealed: null }
        return {
          key,
          value: null,
          sealed: vault.seal(value, entryContext(organizationId, instanceId, key)),
        }
      })
    },
    opened(organizationId, rows) {
      return new Map(
        rows.map((row) => [
          row.key,
          row.sealed === null
            ? row.value
            : vault.open(row.sealed, entryContext(organizationId, row.instance_id, row.key)),
        ]),
      )
    },
    sealToken: (organizationId, instanceId, token) =>
      vault.seal(token, sealContext('instances', organizationId, instanceId)),
    openToken: (organizationId, instanceId, sealed) =>
      vault.open(sealed, sealContext('instances', organizationId, instanceId)),
    tokenHash: (token) => vault.lookupHash('instance', token),
  }
}

function entryContext(organizationId: number, instanceId: number, key: string): SealContext {
  return sealContext('instance_configuration', organizationId, instanceId, key)
}
