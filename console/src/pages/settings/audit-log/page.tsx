import { Stack } from '@mantine/core'
import { LogIcon } from '@primer/octicons-react'
import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../../api/api.ts'
import { useAddressQuery } from '../../../parts/address-query.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ChoiceField, FilterBar } from '../../../parts/filters/filter-bar.tsx'
import { PeriodChoice } from '../../../parts/filters/period-choice.tsx'
import { GrowingTable, ListStates, useRows } from '../../../parts/growing-list/growing-table.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { RefreshButton } from '../../../parts/refresh-button.tsx'
import { useAccountFilter } from '../../../session/account-filter.tsx'
import { useMay } from '../../../session/session.ts'
import { readFilters } from '../../activity/filters.ts'
import { columnsOf } from './columns.tsx'
import { areas, useLog, type Area, type LogFilters } from './read-log.ts'

export function Page() {
  const [query, change] = useAddressQuery()
  const { accountId } = useAccountFilter()
  const filters = readLogFilters(query, accountId)
  const log = useLog(filters)
  const people = usePeople()
  return (
    <Stack gap="md">
      <PageHeader
        title="Audit log"
        description="Who did what, when, from where, with what result. Rows can be neither changed nor deleted."
        actions={<RefreshButton list={log} />}
      />
      <LogFilterBar filters={filters} people={people} onChange={change} />
      <ListStates list={log} failure="The log could not be read">
        <Rows log={log} people={people} />
      </ListStates>
    </Stack>
  )
}

function readLogFilters(
  query: Readonly<Record<string, string | undefined>>,
  accountId: number | undefined,
): LogFilters {
  const userId = Number(query['user'])
  const area = query['area']
  const usual = { ...query, period: query['period'] ?? 'week' }
  return {
    ...readFilters(usual, accountId),
    area: area !== undefined && area in areas ? (area as Area) : undefined,
    userId: Number.isSafeInteger(userId) && userId > 0 ? userId : undefined,
  }
}

type People = readonly { readonly id: number; readonly name: string }[]

/** Names of users, where the person may see them. */
function usePeople(): People {
  const mayView = useMay()('viewUsersOrg', 'viewUsersAccount')
  const users = useQuery({
    queryKey: ['users'],
    queryFn: () => readAll((nextPage) => api.getUsers({ includeInactive: true, nextPage })),
    enabled: mayView,
  })
  const known = users.data
  return useMemo(
    () => (known ?? []).map(({ id, fullName, email }) => ({ id, name: fullName || email })),
    [known],
  )
}

interface LogFilterBarProps {
  readonly filters: LogFilters
  readonly people: People
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

function LogFilterBar({ filters, people, onChange }: LogFilterBarProps) {
  return (
    <FilterBar label="Audit log">
      <PeriodChoice filters={filters} onChange={onChange} />
      <ChoiceField
        label="Area"
        placeholder="Everything"
        width={180}
        choices={Object.entries(areas)}
        value={filters.area}
        onChange={(area) => onChange({ area })}
      />
      {people.length === 0 ? null : (
        <ChoiceField
          label="User"
          placeholder="Everybody"
          width={180}
          isLong
          choices={people.map(({ id, name }) => [String(id), name])}
          value={filters.userId === undefined ? undefined : String(filters.userId)}
          onChange={(user) => onChange({ user })}
        />
      )}
    </FilterBar>
  )
}

interface RowsProps {
  readonly log: ReturnType<typeof useLog>
  readonly people: People
}

function Rows({ log, people }: RowsProps) {
  const rows = useRows(log)
  const columns = useMemo(() => {
    const names = new Map(people.map(({ id, name }) => [id, name]))
    return columnsOf((id) => names.get(id) ?? `User ${id}`)
  }, [people])
  return (
    <GrowingTable
      list={log}
      one="row"
      label="Audit log"
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      empty={
        <EmptyState icon={<LogIcon size={28} />} title="Nothing was done">
          Nothing of this kind happened in this time. Choose a longer period or take a filter away.
        </EmptyState>
      }
    />
  )
}
