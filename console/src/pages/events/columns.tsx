import { Text } from '@mantine/core'
import type { Column } from '../../parts/data-table.tsx'
import { DayTime } from '../../parts/time.tsx'
import { EventStateBadge } from './event-state.tsx'
import { subjectOf, type LoggedEvent } from './event.ts'
import { changeWords, sourceWords } from './words.ts'

/** When it came, what became of it, and why. */
const first: readonly Column<LoggedEvent>[] = [
  {
    key: 'time',
    title: 'Received',
    width: '148px',
    render: ({ receivedDate }) => <DayTime at={receivedDate} />,
  },
  {
    key: 'state',
    title: 'State',
    width: '126px',
    render: ({ status }) => <EventStateBadge status={status} />,
  },
  {
    key: 'subject',
    title: 'What changed',
    width: 'minmax(180px, 1.4fr)',
    render: (event) => <Subject event={event} />,
  },
]

const last: readonly Column<LoggedEvent>[] = [
  {
    key: 'source',
    title: 'Came by',
    width: '138px',
    render: ({ source }) => sourceWords[source],
  },
  {
    key: 'reason',
    title: 'Reason',
    width: 'minmax(140px, 1.2fr)',
    isForDesks: true,
    render: ({ reason }) => (
      <Text size="sm" c="dimmed" truncate title={reason}>
        {reason}
      </Text>
    ),
  },
]

function Subject({ event }: { readonly event: LoggedEvent }) {
  const subject = subjectOf(event)
  if (subject === undefined) {
    return (
      <Text size="sm" c="dimmed" truncate title={event.vendorEventId}>
        {event.status === 'NEW' ? 'Not processed yet' : event.vendorEventId}
      </Text>
    )
  }
  const { eventType = '' } = event.notifiedData[0] ?? {}
  return (
    <Text size="sm" truncate title={subject}>
      <span className="hw-mono">{subject}</span> {changeWords[eventType] ?? eventType}
    </Text>
  )
}

/** Columns of the events of one instance. */
export const ownColumns: readonly Column<LoggedEvent>[] = [...first, ...last]

export interface Names {
  instance(id: number): string
  /** Undefined where there is only one account. */
  readonly account: ((id: number) => string) | undefined
}

export function columnsOf({ instance, account }: Names): readonly Column<LoggedEvent>[] {
  return [
    ...first,
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(130px, 1fr)',
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
    ...last,
  ]
}
