/** Ways and changes of events, in words. */

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
