import { Badge, Card, Stack, Text } from '@mantine/core'
import { MeterIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { api, readAll } from '../../../api/api.ts'
import { PartBar } from '../../../parts/charts/bar-list.tsx'
import { DataTable, type Column } from '../../../parts/data-table.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { DayTime } from '../../../parts/time.tsx'
import { useAccountFilter } from '../../../session/account-filter.tsx'

type Quota = Awaited<ReturnType<typeof api.getInstancesQuotas>>['data'][number]

const readEveryMs = 10_000

export function Page() {
  const { accountId } = useAccountFilter()
  const quotas = useQuery({
    queryKey: ['quotas', accountId],
    queryFn: () => readAll((nextPage) => api.getInstancesQuotas({ accountId, nextPage }), 2000),
    refetchInterval: readEveryMs,
  })
  return (
    <Stack gap="lg">
      <PageHeader
        title="Quotas"
        description="How much each vendor allows in a minute, and how much was used just now. Servers take calls in small packs, so the figure runs a little ahead."
      />
      {quotas.isPending ? (
        <Card mih={160}>
          <LinesSkeleton lines={3} height={26} />
        </Card>
      ) : null}
      {quotas.isError ? (
        <ErrorState
          error={quotas.error}
          title="The quotas could not be read"
          onRetry={() => void quotas.refetch()}
        />
      ) : null}
      {quotas.data === undefined ? null : (
        <DataTable
          label="Quotas"
          rows={quotas.data}
          columns={columns}
          rowKey={({ instanceId }) => instanceId}
          initialOrder={{ column: 'used', isDescending: true }}
          empty={
            <EmptyState icon={<MeterIcon size={28} />} title="Nothing is connected yet">
              The quotas of connected accounts appear here.
            </EmptyState>
          }
        />
      )}
    </Stack>
  )
}

const columns: readonly Column<Quota>[] = [
  {
    key: 'instance',
    title: 'Instance',
    width: 'minmax(150px, 1.3fr)',
    render: ({ instanceName }) => <Text fw={550}>{instanceName}</Text>,
    sortBy: ({ instanceName }) => instanceName,
  },
  {
    key: 'connector',
    title: 'Connector',
    width: 'minmax(100px, 0.8fr)',
    isForDesks: true,
    render: ({ elementName }) => elementName,
    sortBy: ({ elementName }) => elementName,
  },
  {
    key: 'used',
    title: 'Used in the last minute',
    width: 'minmax(190px, 1.5fr)',
    render: (quota) => <Used quota={quota} />,
    sortBy: ({ usedLastMinute, usablePerMinute = Infinity }) => usedLastMinute / usablePerMinute,
  },
  {
    key: 'concurrency',
    title: 'At once',
    width: '110px',
    align: 'end',
    isForDesks: true,
    render: ({ concurrency }) => concurrency ?? 'No limit',
    sortBy: ({ concurrency }) => concurrency,
  },
  {
    key: 'state',
    title: 'State',
    width: '210px',
    render: ({ blockedUntil }) =>
      blockedUntil === undefined ? (
        <Badge color="green">Open</Badge>
      ) : (
        <Badge color="yellow">
          Waits until <DayTime at={blockedUntil} />
        </Badge>
      ),
    sortBy: ({ blockedUntil }) => blockedUntil,
  },
]

function Used({ quota }: { readonly quota: Quota }) {
  const { usedLastMinute: used, usablePerMinute: usable, perMinute } = quota
  if (usable === undefined) return `${used}, no limit`
  return (
    <div title={`The vendor allows ${perMinute}; a tenth is a reserve`}>
      {used} of {usable}
      <PartBar parts={[{ tone: used >= usable ? 'bad' : 'good', value: used }]} most={usable} />
    </div>
  )
}
