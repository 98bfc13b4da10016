/** What is told, as it happens. */
import { Alert, Autocomplete, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { BroadcastIcon, PauseIcon, PlayIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { useAddressQuery } from '../../parts/address-query.ts'
import { useAddressText } from '../../parts/address-text.ts'
import { CellText } from '../../parts/cell-text.tsx'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { DayTime } from '../../parts/time.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useCallbacks } from '../callbacks/callbacks.ts'
import { numberIn } from '../../parts/filters/span.ts'
import { Frame } from '../deliveries/frame.tsx'
import { InstanceSelect } from '../deliveries/instance-select.tsx'
import { kindWords, topicText, type NotificationKind } from '../deliveries/words.ts'
import { mostRows, type TailRow } from './tail-rows.ts'
import { useTail, type Tail, type TailFilter } from './use-tail.ts'
import classes from '../deliveries/deliveries.module.css'

export function Page() {
  const [query, change] = useAddressQuery()
  const { accountId } = useAccountFilter()
  const [isPaused, setIsPaused] = useState(false)
  const filter = { accountId, instanceId: numberIn(query['instance']), topic: query['topic'] }
  return (
    <Frame
      title="Live"
      description="What is told, as it happens, whether or not a callback wants it."
      actions={
        <Button
          size="xs"
          variant={isPaused ? 'filled' : 'default'}
          leftSection={isPaused ? <PlayIcon size={14} /> : <PauseIcon size={14} />}
          onClick={() => setIsPaused(!isPaused)}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      }
    >
      <Group role="search" aria-label="What is told" gap="xs">
        <InstanceSelect
          aria-label="Instance"
          placeholder="All instances"
          size="xs"
          w={200}
          instanceId={filter.instanceId}
          onInstance={(chosen) => change({ instance: chosen && String(chosen.id) })}
        />
        <TopicField topic={filter.topic} onTopic={(topic) => change({ topic })} />
      </Group>
      {/* Another filter is another tail. */}
      <Rows key={JSON.stringify(filter)} filter={filter} isPaused={isPaused} />
    </Frame>
  )
}

interface TopicFieldProps {
  readonly topic: string | undefined
  readonly onTopic: (topic: string) => void
}

function TopicField({ topic, onTopic }: TopicFieldProps) {
  const { data = [] } = useCallbacks(undefined)
  const [typed, type] = useAddressText(topic, onTopic)
  // No event has the topic "events" itself: it is the word for all of them.
  const known = data.flatMap(({ topics }) => topics).filter((one) => one !== 'events')
  return (
    <Autocomplete
      aria-label="Topic"
      placeholder="All topics"
      size="xs"
      w={240}
      clearable
      maxLength={200}
      data={[...new Set(['operations', ...known])]}
      value={typed}
      onChange={type}
    />
  )
}

interface RowsProps {
  readonly filter: TailFilter
  readonly isPaused: boolean
}

function Rows({ filter, isPaused }: RowsProps) {
  const tail = useTail(filter, isPaused)
  const navigate = useNavigate()
  return (
    <Stack gap="xs">
      <div className={classes['tools']}>
        <Status tail={tail} isPaused={isPaused} />
      </div>
      {tail.state === 'lost' && !isPaused ? (
        <Alert color="red" variant="light" title="The connection is lost">
          {problemOf(tail.error).message}. It is tried again by itself; what is told meanwhile comes
          then.
        </Alert>
      ) : null}
      {tail.hasGap ? (
        <Alert color="yellow" variant="light">
          The pause was so long that a part of what was told is no longer kept.
        </Alert>
      ) : null}
      <DataTable
        label="Live"
        rows={tail.rows}
        columns={tailColumns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/notifications/${id}` })}
        empty={
          <EmptyState icon={<BroadcastIcon size={28} />} title="Nothing told yet">
            Change something in a connected account, or send a test event: it appears here within
            seconds.
          </EmptyState>
        }
      />
    </Stack>
  )
}

function Status({ tail, isPaused }: { readonly tail: Tail; readonly isPaused: boolean }) {
  const { rows, come, state } = tail
  const [color, word] = isPaused
    ? (['gray', 'Paused'] as const)
    : state === 'following'
      ? (['green', 'Following'] as const)
      : state === 'lost'
        ? (['red', 'Connection lost'] as const)
        : (['gray', 'Connecting …'] as const)
  return (
    <Group gap="sm">
      <Badge color={color} role="status">
        {word}
      </Badge>
      <Text size="sm" c="dimmed">
        {come.toLocaleString('en')} since this page was opened
        {rows.length < mostRows ? '' : `; the newest ${mostRows.toLocaleString('en')} are shown`}
      </Text>
    </Group>
  )
}

const tailColumns: readonly Column<TailRow>[] = [
  {
    key: 'time',
    title: 'Created',
    width: '172px',
    render: ({ createdDate }) => <DayTime at={createdDate} />,
  },
  {
    key: 'what',
    title: 'Notification',
    width: 'minmax(180px, 2fr)',
    render: ({ sentence }) => <CellText text={sentence} />,
  },
  {
    key: 'instance',
    title: 'Instance',
    width: 'minmax(110px, 0.9fr)',
    render: ({ instance }) => <CellText text={instance} />,
  },
  {
    key: 'kind',
    title: 'Kind',
    width: '146px',
    isForDesks: true,
    render: ({ kind }) => kindWords[kind as NotificationKind] ?? kind,
  },
  {
    key: 'topic',
    title: 'Topic',
    width: 'minmax(150px, 1fr)',
    isForDesks: true,
    render: ({ topic }) => <CellText text={topicText(topic)} />,
  },
]
