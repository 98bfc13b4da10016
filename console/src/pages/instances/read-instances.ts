/** The instances of a list, page by page until all are there. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import { stateOf } from '../../parts/instance-state.tsx'
import type { InstanceState } from '../../parts/state-words.ts'
import { shownPages } from './shown-pages.ts'

export interface InstanceFilter {
  readonly searchText: string | undefined
  /** Key of a connector. */
  readonly connector: string | undefined
  readonly state: string | undefined
  readonly tag: string | undefined
  readonly accountId: number | undefined
}

/** What the list shows of an instance: of a hundred thousand no more is kept. */
export interface ListedInstance {
  readonly id: number
  readonly name: string
  readonly connectorKey: string
  readonly connectorName: string
  readonly state: InstanceState
  readonly tags: readonly string[]
  readonly accountId: number
  readonly createdDate: string
}

interface InstancePage {
  readonly instances: readonly ListedInstance[]
  readonly nextPage: string | undefined
}

async function readPage(
  filter: InstanceFilter,
  nextPage: string | undefined,
): Promise<InstancePage> {
  const { connector, tag, ...rest } = filter
  const query = {
    ...rest,
    'tags[]': tag === undefined ? undefined : [tag],
    hydrate: false,
    token: false,
    nextPage,
  }
  try {
    const page =
      connector === undefined
        ? await api.getInstances(query)
        : await api.getElementsByKeyOrIdInstances({ ...query, keyOrId: connector })
    return { instances: page.data.map(listed), nextPage: page.nextPage }
  } catch (error) {
    if (problemOf(error).code !== 'nothing_found') throw error
    return { instances: [], nextPage: undefined }
  }
}

type ApiInstance = Awaited<ReturnType<typeof api.getInstances>>['data'][number]

function listed(instance: ApiInstance): ListedInstance {
  const { id, name, element, tags, accountId, createdDate } = instance
  return {
    id,
    name,
    connectorKey: element.key,
    connectorName: element.name,
    state: stateOf(instance),
    tags,
    accountId,
    createdDate,
  }
}

/** The first page at once, the others one after the other while the page is open. */
export function useInstances(filter: InstanceFilter) {
  const pages = useInfiniteQuery({
    queryKey: ['instances', 'list', filter],
    queryFn: ({ pageParam }) => readPage(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  const read = data?.pages ?? []
  const shown = shownPages(read.length, !hasNextPage)
  const rows = useMemo(
    () => read.slice(0, shown).flatMap(({ instances }) => instances),
    // A page that was read stays as it is; the whole list anew is new data.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shown, data?.pages[0], hasNextPage],
  )
  const readCount = read.reduce((sum, { instances }) => sum + instances.length, 0)
  return { ...pages, rows, readCount }
}
