/** What the room of notifications means by its words. */

export type NotificationKind = 'events' | 'operations' | 'custom' | 'answer'
export type Severity = 'low' | 'medium' | 'high'

/** Something to be told. */
export interface NewNotification {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId?: number | undefined
  /** The event that it tells of. */
  readonly eventId?: number | undefined
  readonly kind: NotificationKind
  readonly topic: string
  readonly severity: Severity
  /**
   * The JSON text that is sent, byte for byte, at every try.
   * @param id the notification's own
   * @param createdDate when it is made, ISO 8601 with seconds
   */
  body(id: number, createdDate: string): string
  /** Of what led to it: 0, the default, when that was no notification of ours. */
  readonly hops?: number | undefined
  /** Goes to this subscription alone, instead of to those of the topic. */
  readonly subscriptionId?: number | undefined
}

export interface AddedNotification {
  readonly id: number
  readonly eventId: number | null
  /** To how many subscriptions it goes; 0 = it is kept for who asks. */
  readonly deliveries: number
}

/** Topic of all events of all instances of an account, besides the one that each instance has. */
export const everyEventTopic = 'events'
/** Topic of what befalls the platform's own work for an organization. */
export const operationsTopic = 'operations'

/** Topic of single mails, by which they are listed. */
export const mailsTopic = 'emails'

/** Topic of an instance's events, as the old platform named it. */
export function instanceTopic(instanceId: number, connectorKey: string): string {
  return `instance-${instanceId}-${connectorKey}-events`
}

/** Wakes those who deliver, on every node. The payload names subscriptions; empty means any. */
export const deliveriesChannel = 'deliveries_due'
/** Tells whoever waits for the feed, on every node. The payload names organizations; empty means any. */
export const storedChannel = 'notifications_stored'
