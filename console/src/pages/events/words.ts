/** States and ways of events, in words. */

export const stateWords = {
  NEW: 'Stored',
  DISPATCHED: 'Told',
  NOTIFIED: 'Delivered',
  CONSUMED: 'Nobody to tell',
  FAILED: 'Given up',
} as const
export type EventState = keyof typeof stateWords

export const stateColors: Readonly<Record<EventState, string>> = {
  NEW: 'gray',
  DISPATCHED: 'brand',
  NOTIFIED: 'green',
  CONSUMED: 'gray',
  FAILED: 'red',
}

export const sourceWords = {
  webhook: 'Webhook',
  poll: 'Poll',
  reconcile: 'Reconciling poll',
  test: 'Test',
  call: 'Asynchronous call',
} as const
export type EventSource = keyof typeof sourceWords

/** What happened to a record; vendors may have further words. */
export const changeWords: Readonly<Record<string, string>> = {
  CREATED: 'Created',
  UPDATED: 'Updated',
  DELETED: 'Deleted',
}

export const deliveryWords = {
  created: 'To be sent',
  retry: 'Failed, tried again',
  delivered: 'Delivered',
  queued: 'Kept until asked for',
  cancelled: 'Callback removed',
} as const

export const deliveryColors = {
  created: 'brand',
  retry: 'yellow',
  delivered: 'green',
  queued: 'gray',
  cancelled: 'gray',
} as const

/** Why a subscription gets nothing at the moment. */
export const inactiveWords = {
  no_callback_url: 'the instance has no callback URL; it is sent as soon as there is one',
  events_disabled: 'events of the instance are off; it is sent when they are on again',
  gone: 'the callback answered that it is gone (410)',
  failures: 'the callback failed too often',
  disabled: 'somebody switched the callback off',
  not_served: 'its channel is kept for pull alone',
} as const
