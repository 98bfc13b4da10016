import { Badge, Text } from '@mantine/core'
import type { Column } from '../../parts/data-table.tsx'
import { DayTime } from '../../parts/time.tsx'
import type { CallRecord } from './records.ts'

/** Columns of the list of calls. `accountName` is undefined where there is only one account. */
export function columnsOf(
  accountName: ((id: number) => string) | undefined,
): readonly Column<CallRecord>[] {
  return [
    {
      key: 'time',
      title: 'Time',
      width: '158px',
      render: ({ usageDate }) => <DayTime at={usageDate} />,
    },
    {
      key: 'status',
      title: 'Status',
      width: '84px',
      render: (record) => <StatusBadge record={record} />,
    },
    {
      key: 'api',
      title: 'Call',
      width: 'minmax(200px, 2fr)',
      render: ({ elementApi }) => <span className="hw-mono">{elementApi}</span>,
    },
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(130px, 1fr)',
      render: ({ instanceName }) => instanceName,
    },
    {
      key: 'connector',
      title: 'Connector',
      width: 'minmax(100px, 0.7fr)',
      isForDesks: true,
      render: ({ elementName }) => elementName,
    },
    ...(accountName === undefined
      ? []
      : [
          {
            key: 'account',
            title: 'Account',
            width: 'minmax(110px, 0.7fr)',
            isForDesks: true,
            render: ({ accountId }: CallRecord) => accountName(accountId),
          },
        ]),
    {
      key: 'tags',
      title: 'Tags',
      width: 'minmax(80px, 0.6fr)',
      isForDesks: true,
      render: ({ elementTags }) => <Text size="sm">{elementTags.join(', ')}</Text>,
    },
    {
      key: 'duration',
      title: 'Duration',
      width: '94px',
      align: 'end',
      render: ({ processTime }) => milliseconds(processTime),
    },
  ]
}

export function StatusBadge({ record }: { readonly record: CallRecord }) {
  const isGood = record.requestStatus === 'SUCCESS'
  return <Badge color={isGood ? 'green' : 'red'}>{record.responseCode}</Badge>
}

export function milliseconds(value: number): string {
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ms`
}
