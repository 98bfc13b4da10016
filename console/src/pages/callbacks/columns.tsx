import { Text } from '@mantine/core'
import type { Column } from '../../parts/data-table.tsx'
import { Time } from '../../parts/time.tsx'
import { destinationOf, destinationText } from '../deliveries/words.ts'
import { toldText, type Callback } from './callbacks.ts'
import { HealthBadge, healthOf } from './health.tsx'

const rank = { red: 0, yellow: 1, gray: 2, green: 3 } as const

export const columns: readonly Column<Callback>[] = [
  {
    key: 'health',
    title: 'State',
    width: '118px',
    render: (callback) => <HealthBadge callback={callback} />,
    sortBy: (callback) => rank[healthOf(callback).color],
  },
  {
    key: 'destination',
    title: 'Sent to',
    width: 'minmax(180px, 2fr)',
    render: ({ config }) => (
      <Text fw={550} truncate>
        {destinationText(destinationOf(config))}
      </Text>
    ),
    sortBy: ({ config }) => destinationText(destinationOf(config)),
  },
  {
    key: 'topics',
    title: 'What it is told',
    width: 'minmax(150px, 1.3fr)',
    render: toldText,
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
    width: '122px',
    isForDesks: true,
    render: ({ lastSuccessDate }) => <When at={lastSuccessDate} />,
    sortBy: ({ lastSuccessDate }) => lastSuccessDate ?? '',
  },
  {
    key: 'failure',
    title: 'Last failure',
    width: '122px',
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
