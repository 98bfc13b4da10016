/** Where the events of all instances come from, those that need attention first. */
import { Card, Select, Text } from '@mantine/core'
import { ZapIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api, readAll } from '../../api/api.ts'
import { useAddressQuery } from '../../parts/address-query.ts'
import { CellText } from '../../parts/cell-text.tsx'
import { countWords } from '../../parts/count-words.ts'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { RefreshButton } from '../../parts/refresh-button.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { choicesOf, sourceStates, type SourceState } from '../../parts/state-words.ts'
import { Time } from '../../parts/time.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { Frame } from '../events/frame.tsx'
import { nameOf, stateOf, type Source } from '../events/source.ts'
import { useInstanceNames } from '../events/use-names.ts'

const refreshEveryMs = 15_000
const order = Object.keys(sourceStates)

export function Page() {
  const [{ state }, change] = useAddressQuery()
  const { accountId } = useAccountFilter()
  const wanted = state !== undefined && state in sourceStates ? (state as SourceState) : undefined
  const sources = useQuery({
    queryKey: ['event-sources', wanted],
    queryFn: () =>
      readAll((nextPage) => api.getInstancesEventsSources({ state: wanted, nextPage }), 10_000),
    refetchInterval: refreshEveryMs,
  })
  const shown = useMemo(
    () =>
      sources.data?.filter((one) => accountId === undefined || one.accountId === accountId) ?? [],
    [sources.data, accountId],
  )
  return (
    <Frame actions={<RefreshButton list={sources} />}>
      <div role="search" aria-label="Sources">
        <Select
          aria-label="State"
          placeholder="All states"
          size="xs"
          w={150}
          clearable
          data={choicesOf(sourceStates).map(([value, label]) => ({ value, label }))}
          value={wanted ?? null}
          onChange={(chosen) => change({ state: chosen ?? undefined })}
        />
      </div>
      {sources.isPending ? (
        <Card mih={400}>
          <LinesSkeleton lines={8} height={24} gap={18} />
        </Card>
      ) : null}
      {sources.isError ? (
        <ErrorState
          error={sources.error}
          title="The sources could not be read"
          onRetry={() => void sources.refetch()}
        />
      ) : null}
      {sources.data === undefined ? null : (
        <Sources key={wanted} sources={shown} isNarrowed={wanted !== undefined} />
      )}
    </Frame>
  )
}

function columnsOf(nameOfInstance: (id: number) => string): readonly Column<Source>[] {
  return [
    {
      key: 'state',
      title: 'State',
      width: '100px',
      render: (source) => <StateBadge state={sourceStates[stateOf(source)]} />,
      sortBy: (source) => order.indexOf(stateOf(source)),
    },
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(124px, 0.8fr)',
      render: ({ instanceId }) => <CellText text={nameOfInstance(instanceId)} />,
      sortBy: ({ instanceId }) => nameOfInstance(instanceId),
    },
    {
      key: 'source',
      title: 'Source',
      width: 'minmax(140px, 0.8fr)',
      render: (source) => <CellText text={nameOf(source)} />,
      sortBy: nameOf,
    },
    {
      key: 'reason',
      title: 'Reason',
      width: 'minmax(220px, 2fr)',
      render: ({ reason }) =>
        reason === undefined ? '' : <CellText text={reason} look="dimmed" />,
    },
    timeColumn('proof', 'Last proof', ({ lastProofDate }) => lastProofDate),
    timeColumn('event', 'Last event', ({ lastEventDate }) => lastEventDate),
    timeColumn('next', 'Next poll', ({ nextPollDate }) => nextPollDate),
  ]
}

function timeColumn(
  key: string,
  title: string,
  at: (source: Source) => string | undefined,
): Column<Source> {
  return {
    key,
    title,
    width: '130px',
    isForDesks: true,
    render: (source) => {
      const time = at(source)
      return time === undefined ? '–' : <Time at={time} />
    },
    sortBy: at,
  }
}

interface SourcesProps {
  readonly sources: readonly Source[]
  readonly isNarrowed: boolean
}

function Sources({ sources, isNarrowed }: SourcesProps) {
  const navigate = useNavigate()
  const { accountId } = useAccountFilter()
  const { nameOf: nameOfInstance } = useInstanceNames(accountId)
  const columns = useMemo(() => columnsOf(nameOfInstance), [nameOfInstance])
  return (
    <>
      <DataTable
        label="Sources"
        rows={sources}
        columns={columns}
        rowKey={({ id }) => id}
        initialOrder={{ column: 'state', isDescending: false }}
        onOpen={({ instanceId }) =>
          void navigate({ to: `/instances/${instanceId}`, search: { tab: 'events' } })
        }
        empty={
          <EmptyState icon={<ZapIcon size={28} />} title="No sources">
            {isNarrowed
              ? 'No source is in this state.'
              : 'A source is there for each way in which an instance learns of changes. Switch events on, on the tab Events of an instance.'}
          </EmptyState>
        }
      />
      <Text size="sm" c="dimmed" role="status" mih={20}>
        {countWords(sources.length, 'source')}
      </Text>
    </>
  )
}
