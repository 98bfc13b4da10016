/** What became of the webhooks that came, for the figures; no tenant, no vendor. */
import type { Refusal } from './judge.ts'

export interface WebhookCounts {
  stored: number
  /** Known before; nothing was stored. */
  repeated: number
  /** Proven, but no instance wants events by webhook. */
  dropped: number
  quarantined: number
  /** Answered yes and not kept: the quarantine had its share of that account, or it was too large. */
  not_quarantined: number
  /** Delivered out of the quarantine. */
  released: number
  /** Unsigned hints, after which we ask. */
  hinted: number
  /** Could not be stored in time; the vendor sends them again. */
  unavailable: number
}

export type Counts = WebhookCounts & Record<`refused_${Refusal}`, number>

export function newCounts(): Counts {
  return {
    stored: 0,
    repeated: 0,
    dropped: 0,
    quarantined: 0,
    not_quarantined: 0,
    released: 0,
    hinted: 0,
    unavailable: 0,
    refused_unknown_connector: 0,
    refused_unknown_address: 0,
    refused_unsigned: 0,
    refused_malformed_signature: 0,
    refused_wrong_signature: 0,
    refused_unreadable: 0,
    refused_stale: 0,
    refused_future: 0,
  }
}
