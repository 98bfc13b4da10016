/** Deliveries, read page by page as one scrolls and again while one looks on. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { pageIn } from '../../parts/growing-list/with-newest.ts'
import { apiFilters, type Filters } from './filters.ts'

export type Delivery = Awaited<
  ReturnType<typeof api.getNotificationsSubscriptionsDeliveries>
>['data'][number]
export type Notification = NonNullable<Delivery['notification']>

export const deliveriesKey = 'deliveries'
const pageSize = 100
const refreshMs = 5000
/** With more pages a refresh would ask for too much; it then waits for the button. */
const mostRefreshed = 3

export function deliveryKey({ notificationId, subscriptionId }: Delivery): string {
  return `${notificationId}-${subscriptionId}`
}

export function useDeliveries(filters: Filters, isRefreshing: boolean) {
  return useInfiniteQuery({
    queryKey: [deliveriesKey, filters],
    async queryFn({ pageParam }) {
      const answer = await api.getNotificationsSubscriptionsDeliveries({
        ...apiFilters(filters, Date.now()),
        hydrate: true,
        pageSize,
        nextPage: pageParam,
      })
      return pageIn(answer)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
    refetchInterval: ({ state }) =>
      isRefreshing && (state.data?.pages.length ?? 1) <= mostRefreshed ? refreshMs : false,
    refetchOnWindowFocus: false,
  })
}

/** Counts what a range has, up to `most`. */
export async function countDeliveries(filters: Filters, most: number): Promise<number> {
  let count = 0
  let nextPage: string | undefined
  do {
    const page = await api.getNotificationsSubscriptionsDeliveries({
      ...apiFilters(filters, Date.now()),
      pageSize: 200,
      nextPage,
    })
    count += page.data.length
    nextPage = page.nextPage
  } while (nextPage !== undefined && count < most)
  return count
}
