import { Button, Card, Switch, Text } from '@mantine/core'
import { ZapIcon, SyncIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { countWords } from '../../parts/count-words.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useAccountNames } from '../instances/account-names.ts'
import { columnsOf } from './columns.tsx'
import { useEvents, useNewestEvents, type LoggedEvent } from './event.ts'
import { FilterBar } from './filter-bar.tsx'
import { isFiltered, readEventFilters } from './filters.ts'
import { Frame } from './frame.tsx'
import { useInstanceNames } from './use-names.ts'

export function Page() {
  const [query, change] = useAddressQuery()
  const { accountId } = useAccountFilter()
  const filters = readEventFilters(query, accountId)
  const [isWatching, setIsWatching] = useState(false)
  const events = useEvents(filters)
  const watchError = useNewestEvents(filters, isWatching && events.data !== undefined)
  const rows = useMemo(() => events.data?.pages.flatMap((page) => page.data) ?? [], [events.data])
  const instances = useInstanceNames(filters.accountId)
  return (
    <Frame
      actions={
        <>
          <Switch
            label="Live"
            checked={isWatching}
            onChange={(event) => setIsWatching(event.currentTarget.checked)}
          />
          <Button
            variant="default"
            size="xs"
            leftSection={<SyncIcon size={14} />}
            onClick={() => void events.refetch()}
          >
            Refresh
          </Button>
        </>
      }
    >
      <FilterBar
        filters={filters}
        instances={instances}
        objectTypes={typesIn(rows)}
        onChange={change}
      />
      {events.isPending ? (
        <Card mih={560}>
          <LinesSkeleton lines={12} height={24} gap={18} />
        </Card>
      ) : null}
      {events.isError || watchError !== null ? (
        <ErrorState
          error={events.error ?? watchError}
          title="The events could not be read"
          onRetry={() => void events.refetch()}
        />
      ) : null}
      {events.data === undefined ? null : (
        <Events
          events={events}
          rows={rows}
          nameOf={instances.nameOf}
          isFiltered={isFiltered(filters)}
        />
      )}
    </Frame>
  )
}

function typesIn(rows: readonly LoggedEvent[]): readonly string[] {
  const types = rows.flatMap(({ notifiedData }) => notifiedData.map(({ objectType }) => objectType))
  return [...new Set(types)].toSorted()
}

interface EventsProps {
  readonly events: ReturnType<typeof useEvents>
  readonly rows: readonly LoggedEvent[]
  nameOf(id: number): string
  readonly isFiltered: boolean
}

function Events({ events, rows, nameOf, isFiltered: isNarrowed }: EventsProps) {
  const navigate = useNavigate()
  const accounts = useAccountNames()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = events
  const columns = useMemo(() => {
    const account =
      accounts === undefined || accounts.size < 2
        ? undefined
        : (id: number) => accounts.get(id) ?? String(id)
    return columnsOf({ instance: nameOf, account })
  }, [accounts, nameOf])
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <>
      <DataTable
        label="Events"
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/events/${id}` })}
        onNearEnd={readOn}
        empty={
          <EmptyState icon={<ZapIcon size={28} />} title="No events">
            {isNarrowed
              ? 'No event of this time fits the filters. Choose a longer period, or clear them.'
              : 'Nothing came in this time. Events are switched on for each instance, on the tab Events of its page.'}
          </EmptyState>
        }
      />
      <Text size="sm" c="dimmed" role="status" mih={20}>
        {isFetchingNextPage
          ? 'Reading more …'
          : `${countWords(rows.length, 'event')}${hasNextPage ? ', more when you scroll' : ''}`}
      </Text>
    </>
  )
}
