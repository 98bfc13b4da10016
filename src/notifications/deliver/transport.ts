import type { SubscriptionConfig } from '../subscription-config.ts'
import type { Try } from './outcome.ts'

/** One notification on its way to one destination. */
export interface Delivery {
  readonly organizationId: number
  readonly subscriptionId: number
  readonly destination: string
  readonly config: SubscriptionConfig
  readonly notificationId: number
  readonly body: Buffer
  readonly hops: number
  /** Gives the try up; it counts for nothing, then. */
  readonly signal: AbortSignal
}

/** A way to tell somebody something. Never throws for what goes wrong outside: that is what a try comes to. */
export interface Transport {
  /** Undefined when it was given up by the signal, or could not be begun for a fault of ours: it is tried again. */
  send(delivery: Delivery): Promise<Try | undefined>
  /** What is shared by destinations, such as a host; of that at most a quarter of all requests is under way. */
  originOf(destination: string): string
}
