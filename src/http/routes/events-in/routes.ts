import type { Receiving } from '../../../events/receive/receiving.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { playPoll } from './play-poll.ts'
import { readWebhook } from './read-webhook.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { rotateAddress } from './rotate-address.ts'

/** The way in of events. */
export function registerEventsInRoutes(server: PlatformServer, receiving: Receiving): void {
  receiveWebhook(server, receiving)
  playPoll(server, receiving)
  readWebhook(server, receiving)
  rotateAddress(server, receiving)
}
