/** What the files of connect sessions share. */
import type { Vault } from '../../vault/seal.ts'
import { sealContext } from '../../vault/sealed-columns.ts'
import type { KeptValues } from '../configuration.ts'
import type { OAuthStates } from '../oauth/states.ts'
import type { InstanceRoom } from '../room.ts'

export interface ConnectRoom extends InstanceRoom {
  readonly vault: Vault
  readonly states: OAuthStates
}

/** The fixed configuration of a session as its row keeps it; null when there is none. */
export function sealFixed(
  vault: Vault,
  organizationId: number,
  id: string,
  fixed: KeptValues,
): Buffer | null {
  if (fixed.size === 0) return null
  const context = sealContext('connect_sessions', organizationId, id)
  return vault.seal(JSON.stringify([...fixed]), context)
}

export function openFixed(
  vault: Vault,
  row: { organization_id: number; id: string; configuration_sealed: Buffer | null },
): KeptValues {
  if (row.configuration_sealed === null) return new Map()
  const context = sealContext('connect_sessions', row.organization_id, row.id)
  return readPairs(vault.open(row.configuration_sealed, context))
}

/** What the person typed before going to the vendor, bound to the state under which he comes back. */
export function sealGiven(
  vault: Vault,
  organizationId: number,
  stateHash: Buffer,
  given: KeptValues,
): Buffer {
  const context = sealContext('connect_flows', organizationId, stateHash)
  return vault.seal(JSON.stringify([...given]), context)
}

export function openGiven(
  vault: Vault,
  organizationId: number,
  stateHash: Buffer,
  sealed: Buffer,
): KeptValues {
  return readPairs(vault.open(sealed, sealContext('connect_flows', organizationId, stateHash)))
}

/** Written by the two functions above and sealed since, so its shape is known. */
function readPairs(text: string): KeptValues {
  return new Map(JSON.parse(text) as [string, string | null][])
}
