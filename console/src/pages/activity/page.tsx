import { Switch } from '@mantine/core'
import { PulseIcon } from '@primer/octicons-react'
import { useMemo, useState } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { GrowingTable, ListStates, useRows } from '../../parts/growing-list/growing-table.tsx'
import { RefreshButton } from '../../parts/refresh-button.tsx'
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
          <RefreshButton list={records} />
          <ExportButton filters={filters} />
        </>
      }
    >
      <FilterBar filters={filters} onChange={change} ofCalls />
      <ListStates list={records} error={watchError} failure="The calls could not be read">
        <Calls records={records} onOpen={(requestId) => change({ call: requestId })} />
      </ListStates>
      <RecordPanel requestId={call} onClose={() => change({ call: undefined })} />
    </Frame>
  )
}

interface CallsProps {
  readonly records: ReturnType<typeof useRecords>
  onOpen(requestId: string): void
}

function Calls({ records, onOpen }: CallsProps) {
  return (
    <GrowingTable
      list={records}
      one="call"
      label="Calls"
      rows={useRows(records)}
      columns={useColumns()}
      rowKey={({ id }) => id}
      onOpen={({ requestId }) => onOpen(requestId)}
      empty={
        <EmptyState icon={<PulseIcon size={28} />} title="No calls">
          Nothing was called in this time that fits the filters. Choose a longer period, or call a
          connected account.
        </EmptyState>
      }
    />
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
