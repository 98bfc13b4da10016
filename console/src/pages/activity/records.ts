/** Records of calls. */
import { api } from '../../api/api.ts'
import { ApiError } from '../../api/platform-client.ts'
import { rangeOf } from '../../parts/filters/span.ts'
import { usePages, useWatched } from '../../parts/growing-list/newest-first.ts'
import type { RecordPage } from '../../parts/growing-list/with-newest.ts'
import { apiFilters, type Filters } from './filters.ts'

export type CallRecord = Awaited<ReturnType<typeof api.getUsage>>['data'][number]

const pageSize = 100

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

const listOf = (filters: Filters) => ({
  queryKey: ['usage', filters],
  read: (nextPage: string | undefined) => readPage(filters, nextPage),
})

export function useRecords(filters: Filters) {
  return usePages(listOf(filters))
}

/** Puts new records on top while `isWatching`. Answers what went wrong, if something did. */
export function useNewest(filters: Filters, isWatching: boolean): unknown {
  return useWatched(listOf(filters), isWatching)
}
