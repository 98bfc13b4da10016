/** What the sources of events mean by their words. */

/** webhook: the vendor tells. poll: we ask. reconcile: we ask now and then whether the vendor told everything. */
export type SourceKind = 'webhook' | 'poll' | 'reconcile'

/**
 * waiting: nothing was proved yet. live: proved within its period. late: its proof is overdue. broken: nothing comes
 * through, for the reason beside it.
 */
export const sourceStates = ['waiting', 'live', 'late', 'broken'] as const
export type SourceState = (typeof sourceStates)[number]

export interface Source {
  readonly id: number
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId: number
  readonly kind: SourceKind
  /** What is asked for, an entry of the polling configuration; empty for a webhook. */
  readonly resource: string
  readonly state: SourceState
  readonly reason: string | undefined
  readonly stateSince: Date
  readonly lastProofAt: Date | undefined
  readonly lastEventAt: Date | undefined
  readonly periodS: number
  readonly nextDueAt: Date | undefined
  readonly failures: number
  /** How far it was read, in words. */
  readonly position: string
  readonly createdAt: Date
}

/** A source whose turn it is, held by a lease. */
export interface ClaimedSource extends Source {
  readonly kind: 'poll' | 'reconcile'
  /** As stored; see cursor.ts. */
  readonly cursor: unknown
  /** Rises with every claim; who holds an older one may not write any more. */
  readonly fence: number
  readonly userId: number
  /** When it was claimed, by the database's clock. */
  readonly now: Date
  /** The same moment by `performance.now()` of this node. */
  readonly claimedAt: number
}

/** A record that changed, as it is going to be told. */
export interface Change {
  readonly objectId: string
  readonly eventType: 'CREATED' | 'UPDATED' | 'DELETED'
  /** When it changed, in milliseconds since 1970. */
  readonly at: number
  /** The same for the same change, however often it is met. */
  readonly mark: string
  /** As our resource gave it; undefined when it is gone. */
  readonly record: unknown
}

/** Somebody else has the source by now, or it is gone: whatever was read is to be dropped. */
export class LeaseLost extends Error {
  constructor() {
    super('the source was taken over by another node')
  }
}

/** The source is left alone for a while, and nothing is wrong with it. */
export class Postponed extends Error {
  readonly seconds: number
  /** How often the source has waited for webhooks now; undefined when it waits for something else. */
  readonly waits: number | undefined
  constructor(reason: string, seconds: number, waits?: number) {
    super(reason)
    this.seconds = seconds
    this.waits = waits
  }
}

/** Wakes those who poll, on every node. */
export const sourcesChannel = 'sources_due'
