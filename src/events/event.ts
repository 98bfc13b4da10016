/** What the rooms of events mean by their words. */

/** One change at the vendor, the same shape over every vendor; what a customer is told. */
export interface NormalizedEvent {
  /** Our resource, such as `orders`. */
  readonly objectType: string
  /** The id by which our resource knows the record. */
  readonly objectId: string
  /** CREATED, UPDATED, DELETED, or whatever else the connector says. */
  readonly eventType: string
  readonly elementKey: string
  readonly hubKey: string
  /** When it happened, ISO 8601 with seconds. */
  readonly date: string
  /** When we asked; only of polls. */
  readonly pollDate?: string
  readonly otherId?: string
  readonly newPath?: string
  readonly oldPath?: string
  /** `self`: this change was made through Hubwright. */
  readonly origin?: 'self'
  /** The record could not be read in time: this is what the vendor said, unproven. */
  readonly unread?: true
}

/** Where an event came from. */
export type EventSource = 'webhook' | 'poll' | 'reconcile' | 'test' | 'call'

/** An event to be stored, once for an instance. */
export interface NewEvent {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId: number
  readonly connectorKey: string
  readonly source: EventSource
  /** The same for the same event, however often it is told; at most 500 characters count. */
  readonly vendorEventId: string
  readonly occurredAt: Date
  readonly contentType: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** At most 8 MB. */
  readonly raw: Buffer
}

export interface StoredEvent {
  readonly id: number
  readonly instanceId: number
  readonly vendorEventId: string
}

/** Wakes those who process events, on every node. */
export const eventsChannel = 'events_stored'
/** Largest body of an event, in bytes. */
export const largestEvent = 8 * 1024 * 1024
/** Most changes of one event: every ten or twenty of them repeat the whole payload. */
export const mostChanges = 500
