import { Text } from '@mantine/core'
import type { Column } from '../../parts/data-table.tsx'
import { DayTime, Time } from '../../parts/time.tsx'
import { EventStateBadge } from './event-state.tsx'
import { subjectOf, type LoggedEvent } from './event.ts'
import { changeWords, sourceWords } from './words.ts'

const subject: Column<LoggedEvent> = {
  key: 'subject',
  title: 'What changed',
  width: 'minmax(180px, 1.4fr)',
  render: (event) => <Subject event={event} />,
}
const state: Column<LoggedEvent> = {
  key: 'state',
  title: 'State',
  width: '148px',
  render: ({ status }) => <EventStateBadge status={status} />,
}
const source: Column<LoggedEvent> = {
  key: 'source',
  title: 'Source',
  width: '148px',
  render: ({ source: way }) => sourceWords[way],
}
const reason: Column<LoggedEvent> = {
  key: 'reason',
  title: 'Reason',
  width: 'minmax(120px, 1fr)',
  isForDesks: true,
  render: ({ reason: why }) => (
    <Text size="sm" c="dimmed" truncate title={why}>
      {why}
    </Text>
  ),
}

function Subject({ event }: { readonly event: LoggedEvent }) {
  const text = subjectOf(event)
  if (text === undefined) {
    return (
      <Text size="sm" c="dimmed" truncate title={event.vendorEventId}>
        {event.status === 'NEW' ? 'Not processed yet' : event.vendorEventId}
      </Text>
    )
  }
  const { eventType = '' } = event.notifiedData[0] ?? {}
  return (
    <Text size="sm" truncate title={text}>
      <span className="hw-mono">{text}</span> {changeWords[eventType] ?? eventType}
    </Text>
  )
}

/** Columns of the events of one instance. */
export const ownColumns: readonly Column<LoggedEvent>[] = [
  subject,
  state,
  {
    key: 'time',
    title: 'Received',
    width: '130px',
    render: ({ receivedDate }) => <Time at={receivedDate} />,
  },
  { ...source, width: '110px', isForDesks: true },
]

interface Names {
  instance(id: number): string
  /** Undefined where there is only one account. */
  readonly account: ((id: number) => string) | undefined
}

export function columnsOf({ instance, account }: Names): readonly Column<LoggedEvent>[] {
  return [
    subject,
    state,
    {
      key: 'time',
      title: 'Received',
      width: '168px',
      render: ({ receivedDate }) => <DayTime at={receivedDate} />,
    },
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(130px, 0.8fr)',
      render: ({ instanceId }) => instance(instanceId),
    },
    ...(account === undefined
      ? []
      : [
          {
            key: 'account',
            title: 'Account',
            width: 'minmax(100px, 0.6fr)',
            isForDesks: true,
            render: ({ accountId }: LoggedEvent) => account(accountId),
          },
        ]),
    source,
    reason,
  ]
}
