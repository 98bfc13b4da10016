import { CellText } from '../../parts/cell-text.tsx'
import type { Column } from '../../parts/data-table.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { callbackStates } from '../../parts/state-words.ts'
import { Time } from '../../parts/time.tsx'
import { destinationOf, destinationText } from '../deliveries/words.ts'
import { toldText, type Callback } from './callbacks.ts'
import { stateOf } from './health.ts'

const rank = { red: 0, yellow: 1, gray: 2, green: 3 } as const

export const columns: readonly Column<Callback>[] = [
  {
    key: 'health',
    title: 'State',
    width: '138px',
    render: (callback) => <StateBadge state={callbackStates[stateOf(callback)]} />,
    sortBy: (callback) => rank[callbackStates[stateOf(callback)].color],
  },
  {
    key: 'destination',
    title: 'Sent to',
    width: 'minmax(190px, 2.4fr)',
    render: ({ config }) => (
      <CellText look="strong" text={destinationText(destinationOf(config))} />
    ),
    sortBy: ({ config }) => destinationText(destinationOf(config)),
  },
  {
    key: 'topics',
    title: 'What it is told',
    width: 'minmax(160px, 1.5fr)',
    render: (callback) => <CellText text={toldText(callback)} />,
    sortBy: toldText,
  },
  {
    key: 'failures',
    title: 'Failures',
    width: '96px',
    align: 'end',
    isForDesks: true,
    render: ({ failures }) => failures,
    sortBy: ({ failures }) => failures,
  },
  {
    key: 'success',
    title: 'Last success',
    width: '130px',
    isForDesks: true,
    render: ({ lastSuccessDate }) => <When at={lastSuccessDate} />,
    sortBy: ({ lastSuccessDate }) => lastSuccessDate ?? '',
  },
  {
    key: 'failure',
    title: 'Last failure',
    width: '130px',
    isForDesks: true,
    render: ({ lastFailureDate }) => <When at={lastFailureDate} />,
    sortBy: ({ lastFailureDate }) => lastFailureDate ?? '',
  },
  {
    key: 'waiting',
    title: 'Waiting',
    width: '88px',
    align: 'end',
    render: ({ waiting }) => counted(waiting),
    sortBy: ({ waiting = 0 }) => waiting,
  },
  {
    key: 'queued',
    title: 'Kept',
    width: '80px',
    align: 'end',
    render: ({ queued }) => counted(queued),
    sortBy: ({ queued = 0 }) => queued,
  },
]

function When({ at }: { readonly at: string | undefined }) {
  return at === undefined ? <span>–</span> : <Time at={at} />
}

const mostCounted = 10_000

/** The API counts no further. */
export function counted(count = 0): string {
  return count >= mostCounted ? `${count.toLocaleString('en')}+` : count.toLocaleString('en')
}
