/** How the calls of an instance go: the last day in figures, and the newest calls one by one. */
import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { PulseIcon, SyncIcon } from '@primer/octicons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { healthQuery } from '../instances/health.tsx'
import { shareText } from '../instances/share-text.ts'
import type { Instance } from './read-instance.ts'

const pageSize = 100

type Call = Awaited<ReturnType<typeof api.getUsage>>['data'][number]

async function readCalls(id: number, nextPage: string | undefined) {
  try {
    return await api.getUsage({ 'instanceIds[]': [id], pageSize, nextPage })
  } catch (error) {
    if (problemOf(error).code !== 'nothing_found') throw error
    return { data: [], nextPage: undefined }
  }
}

export function Calls({ instance }: { readonly instance: Instance }) {
  return (
    <Stack gap="md">
      <LastDay id={instance.id} />
      <RecentCalls id={instance.id} />
    </Stack>
  )
}

function LastDay({ id }: { readonly id: number }) {
  const { data, isLoadingError, error } = useQuery(healthQuery(id))
  if (isLoadingError) return <ErrorState error={error} title="The figures could not be read" />
  const isLoading = data === undefined
  const figures = [
    { name: 'Calls in the last day', value: data?.count.toLocaleString('en') ?? '0' },
    {
      name: 'Failed',
      value:
        data === null || data === undefined
          ? 'none'
          : `${data.failed.toLocaleString('en')} (${shareText(data.failed, data.count)})`,
    },
    {
      name: 'Last call',
      value:
        data === null || data === undefined ? (
          'not in the last day'
        ) : (
          <Group gap="xs" component="span">
            <StatusBadge status={data.lastStatus} />
            <Time at={data.lastCallDate} />
          </Group>
        ),
    },
  ]
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      {figures.map(({ name, value }) => (
        <Card key={name} padding="md">
          <Text size="sm" c="dimmed">
            {name}
          </Text>
          {isLoading ? (
            <LinesSkeleton lines={1} height={28} />
          ) : (
            <Text component="div" size="lg" fw={600} mih={28}>
              {value}
            </Text>
          )}
        </Card>
      ))}
    </SimpleGrid>
  )
}

function StatusBadge({ status }: { readonly status: number }) {
  return <Badge color={status < 400 ? 'green' : 'red'}>{status}</Badge>
}

const columns: readonly Column<Call>[] = [
  {
    key: 'time',
    title: 'When',
    width: '130px',
    render: ({ usageDate }) => <Time at={usageDate} />,
    sortBy: ({ usageDate }) => usageDate,
  },
  {
    key: 'status',
    title: 'Status',
    width: '84px',
    render: ({ responseCode }) => <StatusBadge status={responseCode} />,
    sortBy: ({ responseCode }) => responseCode,
  },
  {
    key: 'call',
    title: 'Call',
    width: 'minmax(200px, 1.4fr)',
    render: ({ elementApi }) => <code className="hw-mono">{elementApi}</code>,
    sortBy: ({ elementApi }) => elementApi,
  },
  {
    key: 'message',
    title: 'Message',
    width: 'minmax(160px, 2fr)',
    render: ({ message }) => <span title={message}>{message}</span>,
    sortBy: ({ message }) => message,
  },
  {
    key: 'duration',
    title: 'Took',
    width: '90px',
    align: 'end',
    render: ({ processTime }) => `${Math.round(processTime)} ms`,
    sortBy: ({ processTime }) => processTime,
  },
  {
    key: 'vendorCalls',
    title: 'To vendor',
    width: '96px',
    align: 'end',
    render: ({ vendorCalls }) => vendorCalls,
    sortBy: ({ vendorCalls }) => vendorCalls,
  },
  {
    key: 'request',
    title: 'Request',
    width: '84px',
    align: 'end',
    render: ({ requestId }) => <CopyButton text={requestId} what={`request id ${requestId}`} />,
  },
]

function RecentCalls({ id }: { readonly id: number }) {
  const queries = useQueryClient()
  const calls = useInfiniteQuery({
    queryKey: ['instance', id, 'calls'],
    queryFn: ({ pageParam }) => readCalls(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
  })
  const refresh = () => {
    void calls.refetch()
    void queries.invalidateQueries({ queryKey: ['instance-health', id] })
  }
  return (
    <Stack component="section" gap="sm" aria-labelledby="recent-calls">
      <Group justify="space-between">
        <Title order={2} id="recent-calls">
          Recent calls
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<SyncIcon size={14} />}
          loading={calls.isRefetching}
          onClick={refresh}
        >
          Refresh
        </Button>
      </Group>
      {calls.isPending ? <LinesSkeleton lines={5} height={32} /> : null}
      {calls.isError ? (
        <ErrorState error={calls.error} title="The calls could not be read" onRetry={refresh} />
      ) : null}
      {calls.data === undefined ? null : (
        <DataTable
          label="Recent calls"
          rows={calls.data.pages.flatMap(({ data }) => data)}
          columns={columns}
          rowKey={({ id: call }) => call}
          empty={
            <EmptyState icon={<PulseIcon size={28} />} title="No calls in the last week">
              Calls of the API of this instance are listed here, with what came of them.
            </EmptyState>
          }
        />
      )}
      {calls.hasNextPage ? (
        <Button
          variant="default"
          loading={calls.isFetchingNextPage}
          onClick={() => void calls.fetchNextPage()}
        >
          Show older calls
        </Button>
      ) : null}
    </Stack>
  )
}
