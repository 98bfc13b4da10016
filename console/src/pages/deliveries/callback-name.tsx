import { TextLink } from '../../parts/link.tsx'
import type { Delivery } from './deliveries.ts'
import { destinationOf, destinationText } from './words.ts'

type Sent = Pick<Delivery, 'subscription' | 'subscriptionId'>

/** What the callback of a delivery is called: where it leads; its id once it was deleted. */
export function callbackNameIn({ subscription, subscriptionId }: Sent): string {
  return subscription === undefined
    ? `Callback ${subscriptionId}`
    : destinationText(destinationOf(subscription.config))
}

/** With a link to its page, where it has one. */
export function CallbackName({ delivery }: { readonly delivery: Sent }) {
  const { subscription, subscriptionId } = delivery
  const name = callbackNameIn(delivery)
  const isListed = subscription?.origin === 'callback' || subscription?.origin === 'subscribed'
  return isListed ? <TextLink to={`/callbacks/${subscriptionId}`}>{name}</TextLink> : name
}
