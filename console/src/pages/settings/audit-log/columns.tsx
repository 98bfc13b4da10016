import { Badge, Text } from '@mantine/core'
import { basePath } from '../../../api/api.ts'
import type { Column } from '../../../parts/data-table.tsx'
import { DayTime } from '../../../parts/time.tsx'
import { entityOf, instanceOf, userOf, type AuditRow } from './read-log.ts'

export function columnsOf(nameOf: (userId: number) => string): readonly Column<AuditRow>[] {
  return [
    {
      key: 'time',
      title: 'Time',
      width: '158px',
      render: ({ timestamp }) => <DayTime at={timestamp} />,
    },
    {
      key: 'who',
      title: 'Who',
      width: 'minmax(120px, 1fr)',
      render(row) {
        const id = userOf(row)
        return id === undefined ? 'The platform' : nameOf(id)
      },
    },
    {
      key: 'what',
      title: 'What',
      width: 'minmax(170px, 1.3fr)',
      render: ({ action }) => <Text fw={550}>{inWords(action)}</Text>,
    },
    {
      key: 'of',
      title: 'Of',
      width: 'minmax(128px, 0.8fr)',
      render: thingOf,
    },
    {
      key: 'request',
      title: 'Request',
      width: 'minmax(200px, 1.6fr)',
      isForDesks: true,
      render: ({ method, resource_uri: address }) => (
        <span className="hw-mono" title={`${method} ${address}`}>
          {method} {address.replace(basePath, '')}
        </span>
      ),
    },
    {
      key: 'from',
      title: 'From',
      width: 'minmax(110px, 0.7fr)',
      isForDesks: true,
      render: ({ ip_address: address }) => <span className="hw-mono">{address}</span>,
    },
    {
      key: 'status',
      title: 'Result',
      width: '84px',
      align: 'end',
      render: ({ status }) => <Badge color={status < 400 ? 'green' : 'red'}>{status}</Badge>,
    },
  ]
}

/** `user.deactivated` as "User deactivated", `role.granted org-admin` as "Role granted org-admin". */
export function inWords(action: string): string {
  const words = action.replace(/[.-](?=\w+( |$|[.-]))/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function thingOf(row: AuditRow): string {
  const instanceId = instanceOf(row)
  return instanceId === undefined ? (entityOf(row) ?? '–') : `Instance ${instanceId}`
}
