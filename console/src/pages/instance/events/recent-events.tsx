import { Card, Group, Stack, Title } from '@mantine/core'
import { ZapIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../../api/api.ts'
import { DataTable } from '../../../parts/data-table.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { TextLink } from '../../../parts/link.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { ownColumns } from '../../events/columns.tsx'
import type { LoggedEvent } from '../../events/event.ts'

const shownCount = 10
const refreshEveryMs = 5000

export const recentKey = (id: number) => ['instance', id, 'recent-events'] as const

interface RecentEventsProps {
  readonly instanceId: number
  /** Events are switched on. */
  readonly isOn: boolean
}

/** The last events of an instance, new ones by themselves. */
export function RecentEvents({ instanceId, isOn }: RecentEventsProps) {
  const navigate = useNavigate()
  const events = useQuery({
    queryKey: recentKey(instanceId),
    queryFn: async () =>
      (await api.getInstancesByIdEvents({ id: instanceId, pageSize: shownCount }))
        .data as LoggedEvent[],
    refetchInterval: refreshEveryMs,
  })
  return (
    <Stack component="section" gap="sm" aria-labelledby="recent-events">
      <Group justify="space-between">
        <Title order={2} id="recent-events">
          Last events
        </Title>
        <TextLink to="/events" search={{ instance: String(instanceId) }} size="sm">
          All events of this instance
        </TextLink>
      </Group>
      {events.isPending ? (
        <Card mih={230}>
          <LinesSkeleton lines={5} height={24} gap={18} />
        </Card>
      ) : null}
      {events.isLoadingError ? (
        <ErrorState
          error={events.error}
          title="The events could not be read"
          onRetry={() => void events.refetch()}
        />
      ) : null}
      {events.data === undefined ? null : (
        <DataTable
          label="Last events"
          rows={events.data}
          columns={ownColumns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: `/events/${id}` })}
          empty={
            <EmptyState icon={<ZapIcon size={28} />} title="No events yet">
              {isOn
                ? 'Change something at the vendor, or send a test event.'
                : 'What came in while events were on is kept here for days.'}
            </EmptyState>
          }
        />
      )}
    </Stack>
  )
}
