import { Button, Card, Group, Switch, Text } from '@mantine/core'
import { PulseIcon, SyncIcon } from '@primer/octicons-react'
import { useCallback, useMemo, useState } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { countWords } from '../../parts/count-words.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { useAccounts } from '../../session/use-accounts.ts'
import { columnsOf } from './columns.tsx'
import { ExportButton } from './export-button.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Frame } from './frame.tsx'
import { RecordPanel } from './record-panel.tsx'
import { useNewest, useRecords } from './records.ts'
import { useFilters } from './use-filters.ts'

export function Page() {
  const [{ call }] = useAddressQuery()
  const [filters, change] = useFilters()
  const [isWatching, setIsWatching] = useState(false)
  const records = useRecords(filters)
  const watchError = useNewest(filters, isWatching && records.data !== undefined)
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
            onClick={() => void records.refetch()}
          >
            Refresh
          </Button>
          <ExportButton filters={filters} />
        </>
      }
    >
      <FilterBar filters={filters} onChange={change} ofCalls />
      {records.isPending ? (
        <Card mih={560}>
          <LinesSkeleton lines={12} height={24} gap={18} />
        </Card>
      ) : null}
      {records.isError || watchError !== null ? (
        <ErrorState
          error={records.error ?? watchError}
          title="The calls could not be read"
          onRetry={() => void records.refetch()}
        />
      ) : null}
      {records.data === undefined ? null : (
        <Calls records={records} onOpen={(requestId) => change({ call: requestId })} />
      )}
      <RecordPanel requestId={call} onClose={() => change({ call: undefined })} />
    </Frame>
  )
}

interface CallsProps {
  readonly records: ReturnType<typeof useRecords>
  onOpen(requestId: string): void
}

function Calls({ records, onOpen }: CallsProps) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = records
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data])
  const columns = useColumns()
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <>
      <DataTable
        label="Calls"
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ requestId }) => onOpen(requestId)}
        onNearEnd={readOn}
        empty={
          <EmptyState icon={<PulseIcon size={28} />} title="No calls">
            Nothing was called in this time that fits the filters. Choose a longer period, or call a
            connected account.
          </EmptyState>
        }
      />
      <Group justify="space-between" mih={20}>
        <Text size="sm" c="dimmed" role="status">
          {isFetchingNextPage
            ? 'Reading more …'
            : `${countWords(rows.length, 'call')}${hasNextPage ? ', more when you scroll' : ''}`}
        </Text>
      </Group>
    </>
  )
}

function useColumns() {
  const accounts = useAccounts()
  return useMemo(() => {
    if (accounts.length < 2) return columnsOf(undefined)
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    return columnsOf((id) => names.get(id) ?? String(id))
  }, [accounts])
}
