/** All instances: what is connected, whether it works, and the way to each. */
import { Card, Group, Stack, Text } from '@mantine/core'
import { PlugIcon, SearchIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinkButton } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import type { Order } from '../../parts/sort-rows.ts'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useMay } from '../../session/session.ts'
import { useAccountNames } from './account-names.ts'
import { columnsFor } from './columns.tsx'
import { Filters } from './filters.tsx'
import { useMaySeeCalls } from './health.tsx'
import { useInstances, type InstanceFilter } from './read-instances.ts'

export function Page() {
  const { accountId } = useAccountFilter()
  const [query, change] = useAddressQuery()
  const filter: InstanceFilter = {
    searchText: query['search'],
    connector: query['connector'],
    state: query['state'],
    tag: query['tag'],
    accountId,
  }
  const list = useInstances(filter)
  const may = useMay()
  return (
    <Stack gap="md">
      <PageHeader
        title="Instances"
        description="The accounts of your customers that are connected, each through its connector."
        actions={
          may('createElementInstances') ? (
            <LinkButton to="/connectors">Connect an account</LinkButton>
          ) : null
        }
      />
      <Filters filter={filter} rows={list.rows} onChange={change} />
      {list.isPending ? (
        <Card mih={220}>
          <LinesSkeleton lines={5} />
        </Card>
      ) : null}
      {list.isError ? (
        <ErrorState
          error={list.error}
          title="The instances could not be read"
          onRetry={() => void (list.data === undefined ? list.refetch() : list.fetchNextPage())}
        />
      ) : null}
      {list.data === undefined ? null : <Table filter={filter} list={list} />}
    </Stack>
  )
}

interface TableProps {
  readonly filter: InstanceFilter
  readonly list: ReturnType<typeof useInstances>
}

function Table({ filter, list }: TableProps) {
  const navigate = useNavigate()
  const [query, change] = useAddressQuery()
  const hasHealth = useMaySeeCalls()
  const names = useAccountNames()
  // One account needs no column.
  const accountNames = (names?.size ?? 0) > 1 ? names : undefined
  const columns = useMemo(() => columnsFor({ hasHealth, accountNames }), [hasHealth, accountNames])
  const { rows, readCount, hasNextPage } = list
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <DataTable
        label="Instances"
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/instances/${id}` })}
        initialOrder={orderIn(query['sort'])}
        onOrder={({ column, isDescending }) =>
          change({ sort: `${isDescending ? '-' : ''}${column}` })
        }
        empty={isFiltered ? <NothingFits /> : <NothingYet />}
      />
      <Group justify="space-between" mih={20}>
        <Text size="sm" c="dimmed" role="status">
          {hasNextPage
            ? `${readCount.toLocaleString('en')} read, reading more …`
            : `${readCount.toLocaleString('en')} ${readCount === 1 ? 'instance' : 'instances'}`}
        </Text>
      </Group>
    </>
  )
}

/** `-created` and `name` in the address; the newest first where it says nothing. */
function orderIn(sort = '-created'): Order {
  return { column: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') }
}

function NothingFits() {
  return (
    <EmptyState icon={<SearchIcon size={28} />} title="No instance fits">
      Nothing that you may see has this name, tag, connector and state at once.
    </EmptyState>
  )
}

function NothingYet() {
  return (
    <EmptyState
      icon={<PlugIcon size={28} />}
      title="Nothing is connected yet"
      action={
        <LinkButton to="/connectors" mt="sm">
          Choose a connector
        </LinkButton>
      }
    >
      Choose a connector and let the owner of an account give consent; the instance appears here.
    </EmptyState>
  )
}
