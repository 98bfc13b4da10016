import { CellText } from '../../parts/cell-text.tsx'
import type { Column } from '../../parts/data-table.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { eventStates } from '../../parts/state-words.ts'
import { DayTime, Time } from '../../parts/time.tsx'
import { subjectOf, type LoggedEvent } from './event.ts'
import { changeWords, sourceWords } from './words.ts'

const subject: Column<LoggedEvent> = {
  key: 'subject',
  title: 'What changed',
  width: 'minmax(170px, 1.2fr)',
  render: (event) => <Subject event={event} />,
}
const state: Column<LoggedEvent> = {
  key: 'state',
  title: 'State',
  width: '164px',
  render: ({ status }) => <StateBadge state={eventStates[status]} />,
}
const source: Column<LoggedEvent> = {
  key: 'source',
  title: 'Source',
  width: '112px',
  render: ({ source: way }) => <CellText text={sourceWords[way]} />,
}
const reason: Column<LoggedEvent> = {
  key: 'reason',
  title: 'Reason',
  width: 'minmax(190px, 1.6fr)',
  isForDesks: true,
  render: ({ reason: why }) => (why === undefined ? '' : <CellText text={why} look="dimmed" />),
}

function Subject({ event }: { readonly event: LoggedEvent }) {
  const text = subjectOf(event)
  if (text === undefined) {
    return <CellText text={event.vendorEventId} look="dimmed" />
  }
  const { eventType = '' } = event.notifiedData[0] ?? {}
  const change = changeWords[eventType] ?? eventType
  return (
    <CellText text={`${text} ${change}`}>
      <span className="hw-mono">{text}</span> {change}
    </CellText>
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
  { ...source, isForDesks: true },
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
      width: '144px',
      render: ({ receivedDate }) => <DayTime at={receivedDate} />,
    },
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(120px, 0.8fr)',
      render: ({ instanceId }) => <CellText text={instance(instanceId)} />,
    },
    ...(account === undefined
      ? []
      : [
          {
            key: 'account',
            title: 'Account',
            width: 'minmax(100px, 0.6fr)',
            isForDesks: true,
            render: ({ accountId }: LoggedEvent) => <CellText text={account(accountId)} />,
          },
        ]),
    source,
    reason,
  ]
}
