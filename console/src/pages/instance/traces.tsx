/** What was said in calls, word for word, while somebody wants to know: the switch, the list, and one trace. */
import { Badge, Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { SyncIcon, TelescopeIcon } from '@primer/octicons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import { useAddressQuery } from '../../parts/address-query.ts'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { useKeepInstance, type Instance } from './read-instance.ts'
import { ShownTrace } from './trace.tsx'

export function Traces({ instance }: { readonly instance: Instance }) {
  const [{ trace }, change] = useAddressQuery()
  if (trace !== undefined) {
    return (
      <ShownTrace
        instanceId={instance.id}
        requestId={trace}
        onBack={() => change({ trace: undefined })}
      />
    )
  }
  return (
    <Stack gap="md">
      <TraceSwitch instance={instance} />
      <TraceList instance={instance} onOpen={(requestId) => change({ trace: requestId })} />
    </Stack>
  )
}

const durations = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
  { value: '1440', label: '1 day' },
]

function TraceSwitch({ instance }: { readonly instance: Instance }) {
  const { id, traceLoggingEnabled: isOn } = instance
  const mayChange = useMay()('createElementInstances')
  const keep = useKeepInstance()
  const [duration, setDuration] = useState('60')
  const turn = useMutation({
    mutationFn: async (isWanted: boolean) =>
      isWanted
        ? await api.putInstancesByIdTraceLogging({ id, body: { duration: Number(duration) } })
        : await api.deleteInstancesByIdTraceLogging({ id }),
    onSuccess: ({ data }) => {
      keep(data)
      toast.success(data.traceLoggingEnabled ? 'Calls are traced' : 'Calls are traced no longer')
    },
    onError: (error) => toast.failure(error),
  })
  return (
    <Card component="section" aria-labelledby="tracing">
      <Group justify="space-between" align="flex-end">
        <div>
          <Group gap="xs">
            <Title order={2} id="tracing">
              Trace calls
            </Title>
            <Badge color={isOn ? 'green' : 'gray'}>{isOn ? 'On' : 'Off'}</Badge>
          </Group>
          <Text size="sm" c="dimmed" maw={560}>
            Keeps each request and answer, ours and the vendor's, with secrets masked. They may hold
            data of your customers: kept encrypted for a day. Tracing ends by itself.
          </Text>
        </div>
        {mayChange ? (
          <Group gap="xs" align="flex-end">
            <Select
              label="For"
              size="xs"
              w={120}
              allowDeselect={false}
              data={durations}
              value={duration}
              onChange={(value) => setDuration(value ?? '60')}
            />
            <Button size="xs" loading={turn.isPending} onClick={() => turn.mutate(true)}>
              {isOn ? 'Go on from now' : 'Start'}
            </Button>
            {isOn ? (
              <Button
                size="xs"
                variant="default"
                disabled={turn.isPending}
                onClick={() => turn.mutate(false)}
              >
                Stop
              </Button>
            ) : null}
          </Group>
        ) : null}
      </Group>
    </Card>
  )
}

type TraceHead = Awaited<ReturnType<typeof api.getInstancesByIdTraces>>['data'][number]

const columns: readonly Column<TraceHead>[] = [
  {
    key: 'date',
    title: 'When',
    width: '140px',
    render: ({ date }) => <Time at={date} />,
    sortBy: ({ date }) => date,
  },
  {
    key: 'status',
    title: 'Status',
    width: '90px',
    render: ({ status }) => <Badge color={status < 400 ? 'green' : 'red'}>{status}</Badge>,
    sortBy: ({ status }) => status,
  },
  {
    key: 'call',
    title: 'Call',
    width: 'minmax(280px, 1fr)',
    render: ({ method, path }) => (
      <code className="hw-mono">
        {method} {path.replace('/elements/api-v2', '')}
      </code>
    ),
    sortBy: ({ path, method }) => `${path} ${method}`,
  },
  {
    key: 'vendorCalls',
    title: 'To vendor',
    width: '100px',
    align: 'end',
    render: ({ vendorCalls }) => vendorCalls,
    sortBy: ({ vendorCalls }) => vendorCalls,
  },
  {
    key: 'duration',
    title: 'Took',
    width: '100px',
    align: 'end',
    render: ({ durationMs }) => `${Math.round(durationMs)} ms`,
    sortBy: ({ durationMs }) => durationMs,
  },
]

async function readTraces(id: number, nextPage: string | undefined) {
  try {
    return await api.getInstancesByIdTraces({ id, nextPage })
  } catch (error) {
    if (problemOf(error).code !== 'nothing_found') throw error
    return { data: [], nextPage: undefined }
  }
}

interface TraceListProps {
  readonly instance: Instance
  onOpen(requestId: string): void
}

function TraceList({ instance, onOpen }: TraceListProps) {
  const { id } = instance
  const traces = useInfiniteQuery({
    queryKey: ['instance', id, 'traces'],
    queryFn: ({ pageParam }) => readTraces(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPage }) => nextPage,
  })
  const refresh = () => void traces.refetch()
  return (
    <Stack component="section" gap="sm" aria-labelledby="traces">
      <Group justify="space-between">
        <Title order={2} id="traces">
          Traced calls
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<SyncIcon size={14} />}
          loading={traces.isRefetching}
          onClick={refresh}
        >
          Refresh
        </Button>
      </Group>
      {traces.isPending ? <LinesSkeleton lines={4} height={32} /> : null}
      {traces.isError ? (
        <ErrorState error={traces.error} title="The traces could not be read" onRetry={refresh} />
      ) : null}
      {traces.data === undefined ? null : (
        <DataTable
          label="Traced calls"
          rows={traces.data.pages.flatMap(({ data }) => data)}
          columns={columns}
          rowKey={({ requestId }) => requestId}
          onOpen={({ requestId }) => onOpen(requestId)}
          empty={
            <EmptyState icon={<TelescopeIcon size={28} />} title="No traces">
              {instance.traceLoggingEnabled
                ? 'The next call of this instance is listed here.'
                : 'Start tracing, make the call that puzzles you, and look at it here.'}
            </EmptyState>
          }
        />
      )}
      {traces.hasNextPage ? (
        <Button
          variant="default"
          loading={traces.isFetchingNextPage}
          onClick={() => void traces.fetchNextPage()}
        >
          Show older traces
        </Button>
      ) : null}
    </Stack>
  )
}
