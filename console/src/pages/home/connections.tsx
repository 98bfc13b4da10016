import { Badge, Card, Group, Stack, Title } from '@mantine/core'
import { PlugIcon } from '@primer/octicons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { InstanceStateBadge, stateOf } from '../../parts/instance-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { BrokenSources } from './broken-sources.tsx'
import type { Instance } from './page.tsx'

const columns: readonly Column<Instance>[] = [
  {
    key: 'name',
    title: 'Name',
    width: 'minmax(120px, 2fr)',
    render: ({ id, name }) => (
      <TextLink to={`/instances/${id}`} fw={550} c="inherit" underline="hover">
        {name}
      </TextLink>
    ),
    sortBy: ({ name }) => name,
  },
  {
    key: 'connector',
    title: 'Connector',
    width: 'minmax(120px, 1fr)',
    isForDesks: true,
    render: ({ element }) => element.name,
    sortBy: ({ element }) => element.name,
  },
  {
    key: 'state',
    title: 'State',
    width: '190px',
    render: (instance) => <InstanceStateBadge instance={instance} />,
    sortBy: (instance) => stateOf(instance),
  },
  {
    key: 'created',
    title: 'Connected',
    width: '160px',
    isForDesks: true,
    render: ({ createdDate }) => <Time at={createdDate} />,
    sortBy: ({ createdDate }) => createdDate,
  },
  {
    key: 'id',
    title: 'ID',
    width: '80px',
    isForDesks: true,
    align: 'end',
    render: ({ id }) => id,
    sortBy: ({ id }) => id,
  },
  {
    key: 'token',
    title: 'Token',
    width: '76px',
    align: 'end',
    render: ({ token, name }) => <CopyButton text={token} what={`token of ${name}`} />,
  },
]

/** The stores that are connected. */
export function Connections({ instances }: { readonly instances: UseQueryResult<Instance[]> }) {
  return (
    <Stack component="section" gap="sm" aria-labelledby="connected">
      <Group gap="xs">
        <Title order={2} id="connected">
          Connected
        </Title>
        {instances.data === undefined ? null : <Badge color="gray">{instances.data.length}</Badge>}
        <BrokenSources />
      </Group>
      {instances.isPending ? (
        <Card mih={126}>
          <LinesSkeleton lines={3} />
        </Card>
      ) : null}
      {instances.isError ? (
        <ErrorState
          error={instances.error}
          title="The instances could not be read"
          onRetry={() => void instances.refetch()}
        />
      ) : null}
      {instances.data === undefined ? null : (
        <DataTable
          label="Instances"
          rows={instances.data}
          columns={columns}
          rowKey={({ id }) => id}
          initialOrder={{ column: 'created', isDescending: true }}
          empty={
            <EmptyState icon={<PlugIcon size={28} />} title="Nothing is connected yet">
              Stores appear here as soon as their owners gave their consent.
            </EmptyState>
          }
        />
      )}
    </Stack>
  )
}
