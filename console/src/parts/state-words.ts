/**
 * Every state that the console shows, with its one word, wherever it stands. docs/glossary.md tells which state of the
 * API each of them is. Green is what a person would call done, or well.
 */
export interface State {
  readonly word: string
  readonly color: 'green' | 'yellow' | 'red' | 'gray'
  /** Something is still to come, by itself. */
  readonly isOpen?: boolean
  /** Shown on hover. */
  readonly means: string
}

/** Of events, in the order in which they are offered. */
export const eventStates = {
  NEW: {
    word: 'To be processed',
    color: 'gray',
    isOpen: true,
    means: 'It is stored and waits for its turn, or for the vendor',
  },
  DISPATCHED: {
    word: 'Not delivered yet',
    color: 'gray',
    isOpen: true,
    means: 'Notifications were made of it, and not everybody has taken them',
  },
  NOTIFIED: {
    word: 'Delivered',
    color: 'green',
    means: 'Everybody who is to be told has taken it',
  },
  CONSUMED: {
    word: 'Not told',
    color: 'gray',
    means: 'There is nothing to tell of it; the reason says why',
  },
  FAILED: {
    word: 'Given up',
    color: 'red',
    means: 'It could not be processed; the reason says why',
  },
} as const satisfies Record<string, State>
export type EventState = keyof typeof eventStates

/** Of deliveries, in the order in which they are offered. */
export const deliveryStates = {
  created: {
    word: 'To be delivered',
    color: 'gray',
    isOpen: true,
    means: 'It was not sent yet',
  },
  retry: { word: 'Trying again', color: 'yellow', means: 'It was not taken and is tried again' },
  delivered: { word: 'Delivered', color: 'green', means: 'The callback has taken it' },
  queued: { word: 'Kept', color: 'gray', means: 'It is tried no more until somebody asks for it' },
} as const satisfies Record<string, State>
export type DeliveryStatus = keyof typeof deliveryStates

const cancelled: State = {
  word: 'Cancelled',
  color: 'gray',
  means: 'The callback was deleted before it took it',
}

/** @param status as the API tells it; `cancelled` is a state that cannot be asked for */
export function deliveryStateOf(status: string): State {
  return Object.hasOwn(deliveryStates, status)
    ? deliveryStates[status as DeliveryStatus]
    : cancelled
}

/** Of callbacks. */
export const callbackStates = {
  working: { word: 'Working', color: 'green', means: 'It takes what it is sent' },
  failing: {
    word: 'Failing',
    color: 'yellow',
    means: 'Its last delivery failed and is tried again',
  },
  resting: {
    word: 'Resting',
    color: 'yellow',
    means: 'It failed often and is left alone for a while',
  },
  gone: {
    word: 'Given up',
    color: 'red',
    means: 'It answered that it is gone for good (status 410). What is told since then is kept.',
  },
  failures: {
    word: 'Given up',
    color: 'red',
    means: 'All tries of a delivery failed. What is told since then is kept.',
  },
  disabled: {
    word: 'Disabled',
    color: 'gray',
    means: 'Somebody switched it off. What is told meanwhile is kept.',
  },
  no_callback_url: {
    word: 'No address',
    color: 'gray',
    means:
      'The configuration of its instance has no callback URL. What is told meanwhile goes out when there is one.',
  },
  events_disabled: {
    word: 'Events are off',
    color: 'gray',
    means:
      'The configuration of its instance has events disabled. What waits goes out when they are on again.',
  },
  not_served: {
    word: 'For pull alone',
    color: 'gray',
    means: 'Nothing is sent over this channel; its notifications are kept for the feed.',
  },
} as const satisfies Record<string, State>
export type CallbackState = keyof typeof callbackStates

/** Of sources of events, in the order of who needs attention. */
export const sourceStates = {
  broken: { word: 'Broken', color: 'red', means: 'Nothing comes through' },
  late: { word: 'Late', color: 'yellow', means: 'Its proof is overdue' },
  waiting: { word: 'Waiting', color: 'gray', means: 'It proved nothing yet' },
  live: { word: 'Live', color: 'green', means: 'It proved within its period that it works' },
} as const satisfies Record<string, State>
export type SourceState = keyof typeof sourceStates

/** Of instances, in the order in which they are offered. */
export const instanceStates = {
  connected: { word: 'Working', color: 'green', means: 'The vendor takes its credentials' },
  reauth_required: {
    word: 'Needs authentication',
    color: 'yellow',
    means: 'The vendor refuses its credentials',
  },
  disabled: { word: 'Disabled', color: 'gray', means: 'Calls to it are refused' },
} as const satisfies Record<string, State>
export type InstanceState = keyof typeof instanceStates

/** Value and word, as fields of choices take them. */
export function choicesOf(states: Readonly<Record<string, State>>): [string, string][] {
  return Object.entries(states).map(([value, { word }]) => [value, word])
}
