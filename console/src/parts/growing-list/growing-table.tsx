/** A list that is read page by page as one scrolls: its states, its rows, and how many there are. */
import { Card, Text } from '@mantine/core'
import { useCallback, useMemo, type ReactNode } from 'react'
import { countWords } from '../count-words.ts'
import { DataTable, type DataTableProps } from '../data-table.tsx'
import { ErrorState } from '../error-state.tsx'
import { LinesSkeleton } from '../skeletons.tsx'
import type { RecordPage } from './with-newest.ts'

/** An infinite query over pages of the API. */
export interface GrowingList<Row> {
  readonly data: { readonly pages: readonly RecordPage<Row>[] } | undefined
  readonly isPending: boolean
  readonly error: unknown
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  refetch(): Promise<unknown>
  fetchNextPage(): Promise<unknown>
}

export function useRows<Row>({ data }: Pick<GrowingList<Row>, 'data'>): readonly Row[] {
  return useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data])
}

interface ListStatesProps {
  readonly list: Pick<GrowingList<unknown>, 'data' | 'isPending' | 'error' | 'refetch'>
  /** Of what else may fail, such as watching it. */
  readonly error?: unknown
  /** "The calls could not be read". */
  readonly failure: string
  readonly children: ReactNode
}

/** What stands in the place of a list while it is not there, and its children once it is. */
export function ListStates({ list, error, failure, children }: ListStatesProps) {
  const problem = list.error ?? error ?? null
  return (
    <>
      {list.isPending ? (
        <Card mih={560}>
          <LinesSkeleton lines={12} height={24} gap={18} />
        </Card>
      ) : null}
      {problem === null ? null : (
        <ErrorState error={problem} title={failure} onRetry={() => void list.refetch()} />
      )}
      {list.data === undefined ? null : children}
    </>
  )
}

interface GrowingTableProps<Row> extends Omit<DataTableProps<Row>, 'onNearEnd'> {
  readonly list: GrowingList<Row>
  /** What a row is, and many of them: "delivery", "deliveries". */
  readonly one: string
  readonly many?: string
}

export function GrowingTable<Row>({ list, one, many, ...table }: GrowingTableProps<Row>) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const shown = table.rows.length
  return (
    <>
      <DataTable {...table} onNearEnd={readOn} />
      <Text size="sm" c="dimmed" role="status" mih={20}>
        {isFetchingNextPage
          ? 'Reading more …'
          : hasNextPage
            ? `${shownOf(shown, data?.pages[0]?.total, one, many)}, more when you scroll`
            : countWords(shown, one, many)}
      </Text>
    </>
  )
}

/** "100 of 1,200 events"; without a total, "100 events". */
function shownOf(shown: number, total: number | undefined, one: string, many?: string): string {
  if (total === undefined || total <= shown) return countWords(shown, one, many)
  return `${shown.toLocaleString('en')} of ${countWords(total, one, many)}`
}
