/** Events as the API tells them. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { usePages, useWatched } from '../../parts/growing-list/newest-first.ts'
import { pageIn } from '../../parts/growing-list/with-newest.ts'
import { eventQuery, type EventFilters } from './filters.ts'
import type { EventState } from '../../parts/state-words.ts'
import type { EventSource } from './words.ts'

type Told = Awaited<ReturnType<typeof api.getInstancesEvents>>['data'][number]

export interface Change {
  readonly objectType: string
  readonly objectId: string
  readonly eventType: string
  readonly date: string
  /** `self`: it was made through Hubwright. */
  readonly origin?: string
}

export type LoggedEvent = Omit<Told, 'status' | 'source' | 'notifiedData'> & {
  readonly status: EventState
  readonly source: EventSource
  readonly notifiedData: readonly Change[]
}

export type Delivery = Awaited<
  ReturnType<typeof api.getNotificationsByNotificationIdSubscriptionsDeliveries>
>['data'][number]

const pageSize = 100

const listOf = (filters: EventFilters) => ({
  queryKey: ['events', filters],
  async read(nextPage: string | undefined) {
    const query = { ...eventQuery(filters, Date.now()), pageSize, nextPage }
    const answer = await api.getInstancesEvents(query)
    return pageIn({ ...answer, data: answer.data as LoggedEvent[] })
  },
})

export function useEvents(filters: EventFilters) {
  return usePages(listOf(filters))
}

/** Puts new events on top, and shows what became of the others, while `isWatching`. */
export function useNewestEvents(filters: EventFilters, isWatching: boolean): unknown {
  return useWatched(listOf(filters), isWatching)
}

export const eventKey = (id: number) => ['event', id] as const

/** Asked again while something is still to come of it. */
const quickMs = 1000
const slowMs = 3000

export const eventQueryOf = (id: number) =>
  queryOptions({
    queryKey: eventKey(id),
    queryFn: async () =>
      (await api.getInstancesEventsByEventId({ eventId: id })).data as LoggedEvent,
    refetchInterval: ({ state }) => {
      const status = state.data?.status
      if (status === 'NEW') return quickMs
      return status === 'DISPATCHED' ? slowMs : false
    },
  })

export const deliveriesQuery = (notificationId: number) =>
  queryOptions({
    queryKey: ['notification-deliveries', notificationId],
    queryFn: async () =>
      (
        await api.getNotificationsByNotificationIdSubscriptionsDeliveries({
          notificationId,
          hydrate: true,
        })
      ).data,
    refetchInterval: ({ state }) => ((state.data ?? []).some(isUnderWay) ? quickMs : false),
  })

function isUnderWay({ status, subscription }: Delivery): boolean {
  return status === 'created' && subscription?.inactiveReason === undefined
}

/** "orders 1001", "orders 1001 and 3 more"; undefined until it was processed. */
export function subjectOf({ notifiedData }: Pick<LoggedEvent, 'notifiedData'>): string | undefined {
  const [first, ...others] = notifiedData
  if (first === undefined) return undefined
  const subject = `${first.objectType} ${first.objectId}`
  return others.length === 0 ? subject : `${subject} and ${others.length} more`
}
