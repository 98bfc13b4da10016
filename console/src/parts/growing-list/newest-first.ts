/** A list that grows at its top: read page by page as one scrolls, and the newest again where somebody watches. */
import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query'
import { withNewest, type RecordPage } from './with-newest.ts'

const watchEveryMs = 4000

interface NewestFirst<Row> {
  readonly queryKey: readonly unknown[]
  read(nextPage: string | undefined): Promise<RecordPage<Row>>
}

export function usePages<Row>({ queryKey, read }: NewestFirst<Row>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
    // Reading it again would read all pages; what is new comes by watching or by the button.
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Puts new rows on top while `isWatching`. Answers what went wrong, if something did. */
export function useWatched<Row extends { readonly id: string }>(
  { queryKey, read }: NewestFirst<Row>,
  isWatching: boolean,
): unknown {
  const queries = useQueryClient()
  const newest = useQuery({
    queryKey: ['newest', ...queryKey],
    queryFn: async () => {
      const page = await read(undefined)
      queries.setQueryData<InfiniteData<RecordPage<Row>, string | undefined>>(
        queryKey,
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
