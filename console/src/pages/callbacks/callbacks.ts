/** Callbacks: the subscriptions of the API, and how they do. */
import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../api/api.ts'
import { destinationOf, destinationText, topicText } from '../deliveries/words.ts'

export type Callback = Awaited<ReturnType<typeof api.getNotificationsSubscriptions>>['data'][number]

export const callbacksKey = 'callbacks'
const refreshMs = 10_000

/** Those of the chosen account, or all. */
export function useCallbacks(accountId: number | undefined) {
  return useQuery({
    queryKey: [callbacksKey],
    queryFn: () => readAll((nextPage) => api.getNotificationsSubscriptions({ nextPage })),
    select: (all) => all.filter((one) => accountId === undefined || one.accountId === accountId),
    refetchInterval: refreshMs,
  })
}

export function useOneCallback(id: number) {
  return useQuery({
    queryKey: [callbacksKey, id],
    queryFn: async () =>
      (await api.getNotificationsSubscriptionsBySubscriptionId({ subscriptionId: id })).data,
    refetchInterval: refreshMs,
  })
}

/** What a callback is told, in words. */
export function toldText(callback: Callback): string {
  return callback.topics.map((topic) => topicText(topic, callback)).join(', ')
}

/** What a callback is called in lists of choices. */
export function callbackName({ id, config }: Pick<Callback, 'id' | 'config'>): string {
  return `${destinationText(destinationOf(config))} (${id})`
}
