/** Records of calls: read page by page as one scrolls, and the newest again and again where somebody watches. */
import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { ApiError } from '../../api/platform-client.ts'
import { apiFilters, rangeOf, type Filters } from './filters.ts'
import { withNewest, type RecordPage } from './with-newest.ts'

export type CallRecord = Awaited<ReturnType<typeof api.getUsage>>['data'][number]

const pageSize = 100
const watchEveryMs = 4000

/** One page; the API answers 404 where there is none. */
export async function readPage(
  filters: Filters,
  nextPage: string | undefined,
  size = pageSize,
): Promise<RecordPage<CallRecord>> {
  const { status, text: searchText } = filters
  try {
    const answer = await api.getUsage({
      ...rangeOf(filters, Date.now()),
      ...apiFilters(filters),
      status,
      searchText,
      pageSize: size,
      nextPage,
    })
    return { data: answer.data, nextPage: answer.nextPage }
  } catch (error) {
    if (error instanceof ApiError && error.code === 'nothing_found') {
      return { data: [], nextPage: undefined }
    }
    throw error
  }
}

export function useRecords(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['usage', filters],
    queryFn: ({ pageParam }) => readPage(filters, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
    // Reading it again would read all pages; what is new comes by watching or by the button.
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Puts new records on top while `isWatching`. Answers what went wrong, if something did. */
export function useNewest(filters: Filters, isWatching: boolean): unknown {
  const queries = useQueryClient()
  const newest = useQuery({
    queryKey: ['usage-newest', filters],
    queryFn: async () => {
      const page = await readPage(filters, undefined)
      queries.setQueryData<InfiniteData<RecordPage<CallRecord>, string | undefined>>(
        ['usage', filters],
        (old) => old && withNewest(old, page),
      )
      return page.data.length
    },
    enabled: isWatching,
    refetchInterval: watchEveryMs,
    gcTime: 0,
  })
  return isWatching ? newest.error : null
}
