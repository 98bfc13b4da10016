import { Button, Card, Select, Stack, Text } from '@mantine/core'
import { LogIcon, SyncIcon } from '@primer/octicons-react'
import { useCallback, useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../../api/api.ts'
import { useAddressQuery } from '../../../parts/address-query.ts'
import { countWords } from '../../../parts/count-words.ts'
import { DataTable } from '../../../parts/data-table.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { useAccountFilter } from '../../../session/account-filter.tsx'
import { useMay } from '../../../session/session.ts'
import classes from '../../activity/activity.module.css'
import { CustomPeriod } from '../../activity/custom-period.tsx'
import { periodChange, periods, readFilters } from '../../activity/filters.ts'
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
        actions={
          <Button
            variant="default"
            size="xs"
            leftSection={<SyncIcon size={14} />}
            onClick={() => void log.refetch()}
          >
            Refresh
          </Button>
        }
      />
      <LogFilterBar filters={filters} people={people} onChange={change} />
      {log.isPending ? (
        <Card mih={560}>
          <LinesSkeleton lines={12} height={24} gap={18} />
        </Card>
      ) : null}
      {log.isError ? (
        <ErrorState
          error={log.error}
          title="The log could not be read"
          onRetry={() => void log.refetch()}
        />
      ) : null}
      {log.data === undefined ? null : <Rows log={log} people={people} />}
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
    <div role="search" aria-label="Audit log" className={classes['filters']}>
      <Select
        aria-label="Period"
        size="xs"
        w={150}
        allowDeselect={false}
        data={[...periods, { value: 'custom', label: 'Other …' }]}
        value={filters.period}
        onChange={(period) => onChange(periodChange(period, filters))}
      />
      {filters.period === 'custom' ? <CustomPeriod filters={filters} onChange={onChange} /> : null}
      <Select
        aria-label="Area"
        placeholder="Everything"
        size="xs"
        w={180}
        clearable
        data={Object.entries(areas).map(([value, label]) => ({ value, label }))}
        value={filters.area ?? null}
        onChange={(area) => onChange({ area: area ?? undefined })}
      />
      {people.length === 0 ? null : (
        <Select
          aria-label="User"
          placeholder="Everybody"
          size="xs"
          w={180}
          clearable
          searchable
          data={people.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={filters.userId === undefined ? null : String(filters.userId)}
          onChange={(user) => onChange({ user: user ?? undefined })}
        />
      )}
    </div>
  )
}

interface RowsProps {
  readonly log: ReturnType<typeof useLog>
  readonly people: People
}

function Rows({ log, people }: RowsProps) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = log
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data])
  const columns = useMemo(() => {
    const names = new Map(people.map(({ id, name }) => [id, name]))
    return columnsOf((id) => names.get(id) ?? `User ${id}`)
  }, [people])
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <>
      <DataTable
        label="Audit log"
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        onNearEnd={readOn}
        empty={
          <EmptyState icon={<LogIcon size={28} />} title="Nothing was done">
            Nothing of this kind happened in this time. Choose a longer period or take a filter
            away.
          </EmptyState>
        }
      />
      <Text size="sm" c="dimmed" role="status" mih={20}>
        {isFetchingNextPage
          ? 'Reading more …'
          : `${countWords(rows.length, 'row')}${hasNextPage ? ', more when you scroll' : ''}`}
      </Text>
    </>
  )
}
