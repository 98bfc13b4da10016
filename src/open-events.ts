/** Opens the rooms of events and introduces them to each other. */
import { createReceiving, type Receiving, type ReceivingParts } from './events/receive/receiving.ts'
import type { Config } from './config.ts'
import type { OnOpen } from './rooms.ts'

export interface EventRooms {
  readonly receiving: Receiving
}

export async function openEvents(
  parts: Omit<ReceivingParts, 'nudge'> & { readonly role: Config['role'] },
  onOpen: OnOpen,
): Promise<EventRooms> {
  // Nobody polls yet, so a hint that something changed leads to nothing.
  const receiving = await createReceiving({ ...parts, nudge: () => undefined })
  onOpen(() => receiving.close())
  if (parts.role !== 'api') receiving.startWorkers()
  return { receiving }
}
