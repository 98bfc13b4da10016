import { Switch } from '@mantine/core'
import { ZapIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { GrowingTable, ListStates, useRows } from '../../parts/growing-list/growing-table.tsx'
import { RefreshButton } from '../../parts/refresh-button.tsx'
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
  const rows = useRows(events)
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
          <RefreshButton list={events} />
        </>
      }
    >
      <FilterBar
        filters={filters}
        instances={instances}
        objectTypes={typesIn(rows)}
        onChange={change}
      />
      <ListStates list={events} error={watchError} failure="The events could not be read">
        <Events
          events={events}
          rows={rows}
          nameOf={instances.nameOf}
          isFiltered={isFiltered(filters)}
        />
      </ListStates>
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
  const columns = useMemo(() => {
    const account =
      accounts === undefined || accounts.size < 2
        ? undefined
        : (id: number) => accounts.get(id) ?? String(id)
    return columnsOf({ instance: nameOf, account })
  }, [accounts, nameOf])
  return (
    <GrowingTable
      list={events}
      one="event"
      label="Events"
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: `/events/${id}` })}
      empty={
        <EmptyState icon={<ZapIcon size={28} />} title="No events">
          {isNarrowed
            ? 'No event of this time fits the filters. Choose a longer period, or clear them.'
            : 'Nothing came in this time. Events are switched on for each instance, on the tab Events of its page.'}
        </EmptyState>
      }
    />
  )
}
