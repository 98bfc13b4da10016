import { Badge, Card, Group, Text, Title } from '@mantine/core'
import { DataTable, type Column } from '../../parts/data-table.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { DayTime } from '../../parts/time.tsx'
import type { Change, LoggedEvent } from '../events/event.ts'
import { changeWords } from '../events/words.ts'

const columns: readonly Column<Change>[] = [
  {
    key: 'object',
    title: 'Object type',
    width: 'minmax(110px, 1fr)',
    render: ({ objectType }) => objectType,
    sortBy: ({ objectType }) => objectType,
  },
  {
    key: 'id',
    title: 'ID',
    width: 'minmax(110px, 1fr)',
    render: ({ objectId }) => <span className="hw-mono">{objectId}</span>,
    sortBy: ({ objectId }) => objectId,
  },
  {
    key: 'change',
    title: 'Change',
    width: '190px',
    render: ({ eventType, origin }) => (
      <Group gap={6} wrap="nowrap">
        {changeWords[eventType] ?? eventType}
        {origin === 'self' ? <Badge color="gray">Own change</Badge> : null}
      </Group>
    ),
    sortBy: ({ eventType }) => eventType,
  },
  {
    key: 'date',
    title: 'Happened',
    width: '150px',
    isForDesks: true,
    render: ({ date }) => <DayTime at={date} />,
    sortBy: ({ date }) => date,
  },
]

/** The changes that an event was found to tell of. */
export function Told({ event }: { readonly event: LoggedEvent }) {
  const { notifiedData: changes, status } = event
  return (
    <Card component="section" aria-labelledby="told">
      <Group justify="space-between" mb="md">
        <Title order={2} id="told">
          What it tells
        </Title>
        {changes.length === 0 ? null : (
          <CopyButton text={JSON.stringify(changes, undefined, 2)} what="normalized events" />
        )}
      </Group>
      {changes.length === 0 ? (
        <Text c="dimmed">
          {status === 'NEW' ? 'It is not processed yet.' : 'No change was read from it.'}
        </Text>
      ) : (
        <DataTable
          label="Changes"
          rows={changes}
          columns={columns}
          rowKey={({ objectType, objectId, eventType }) => `${objectType} ${objectId} ${eventType}`}
          maxHeight={360}
        />
      )}
    </Card>
  )
}
