import { Alert, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinkButton, TextLink } from '../../parts/link.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { useMay } from '../../session/session.ts'
import { milliseconds, StatusBadge } from './columns.tsx'
import type { CallRecord } from './records.ts'
import { useIsTraced } from './use-is-traced.ts'
import facts from '../../parts/facts.module.css'
import { SidePanel } from '../../parts/side-panel.tsx'

interface RecordPanelProps {
  /** Undefined: closed. */
  readonly requestId: string | undefined
  onClose(): void
}

/** One call, beside the list. */
export function RecordPanel({ requestId, onClose }: RecordPanelProps) {
  const record = useQuery({
    queryKey: ['usage-record', requestId],
    queryFn: async () => (await api.getUsageById({ id: requestId ?? '' })).data,
    enabled: requestId !== undefined,
    staleTime: Infinity,
  })
  return (
    <SidePanel title="Call" isOpen={requestId !== undefined} onClose={onClose}>
      {record.isPending ? <LinesSkeleton lines={9} height={22} /> : null}
      {record.isError ? (
        <ErrorState
          error={record.error}
          title="The call could not be read"
          onRetry={() => void record.refetch()}
        />
      ) : null}
      {record.data === undefined ? null : <Record record={record.data} />}
    </SidePanel>
  )
}

function Record({ record }: { readonly record: CallRecord }) {
  const { requestId, message, instanceId } = record
  return (
    <Stack gap="md">
      <Group gap="xs" wrap="nowrap">
        <StatusBadge record={record} />
        <Text fw={600} className="hw-mono">
          {record.elementApi}
        </Text>
      </Group>
      {message === undefined ? null : (
        <Alert color="red" variant="light" title="What went wrong">
          {message}
        </Alert>
      )}
      <dl className={facts['facts']}>
        <dt>Request id</dt>
        <dd>
          <Group gap={4}>
            <span className="hw-mono">{requestId}</span>
            <CopyButton text={requestId} what="request id" />
          </Group>
        </dd>
        <dt>Time</dt>
        <dd>
          <Time at={record.usageDate} isExact />
        </dd>
        <dt>Duration</dt>
        <dd>{milliseconds(record.processTime)}</dd>
        <dt>Calls to the vendor</dt>
        <dd>{record.vendorCalls}</dd>
        <dt>Asked for</dt>
        <dd className="hw-mono">
          {record.method} {record.requestURI}
        </dd>
        <dt>From</dt>
        <dd className="hw-mono">{record.requestIP}</dd>
        <dt>Connector</dt>
        <dd>{record.elementName}</dd>
        <dt>Instance</dt>
        <dd>
          {record.instanceName} {instanceId === undefined ? null : `(${instanceId})`}
        </dd>
        <dt>Tags</dt>
        <dd>{record.elementTags.length === 0 ? '–' : record.elementTags.join(', ')}</dd>
        <dt>Account</dt>
        <dd>{record.accountId}</dd>
        <dt>User</dt>
        <dd>{record.userId}</dd>
      </dl>
      {instanceId === undefined ? null : <Links record={record} instanceId={instanceId} />}
    </Stack>
  )
}

/** To what else is known of the call's instance. */
function Links({ record, instanceId }: { record: CallRecord; instanceId: number }) {
  const mayView = useMay()('viewElements')
  const isTraced = useIsTraced(instanceId, record, mayView)
  return (
    <Group gap="md">
      <TextLink to="/activity" search={{ instance: String(instanceId), period: 'week' }} size="sm">
        Other calls of this instance
      </TextLink>
      {isTraced ? (
        <LinkButton
          to={`/instances/${instanceId}`}
          search={{ tab: 'traces', trace: record.requestId }}
          variant="default"
          size="xs"
        >
          What was sent
        </LinkButton>
      ) : null}
    </Group>
  )
}
