/** One event: what came, what was told of it, and what became of that. */
import { Card, Group, SimpleGrid, Stack, Title } from '@mantine/core'
import { ZapIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { BodyView } from '../../parts/body-view.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinkButton, TextLink } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { PageSkeleton } from '../../parts/skeletons.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { eventStates } from '../../parts/state-words.ts'
import { useAddressPart } from '../../router.tsx'
import { eventQueryOf, subjectOf, type LoggedEvent } from '../events/event.ts'
import { Facts } from './facts.tsx'
import { Notifications } from './notifications.tsx'
import { ProcessAgain } from './process-again.tsx'
import { Told } from './told.tsx'
import { Way } from './way.tsx'

export function Page() {
  const id = Number(useAddressPart('eventId'))
  const isId = Number.isSafeInteger(id) && id > 0
  const event = useQuery({ ...eventQueryOf(id), enabled: isId })
  if (!isId || problemOf(event.error).code === 'not_found') return <NoEvent />
  if (event.isPending) return <PageSkeleton />
  if (event.isLoadingError) {
    return (
      <Stack>
        <PageHeader title="Event" />
        <ErrorState
          error={event.error}
          title="The event could not be read"
          onRetry={() => void event.refetch()}
        />
      </Stack>
    )
  }
  return <Shown event={event.data} />
}

function Shown({ event }: { readonly event: LoggedEvent }) {
  const { id, status, providerData } = event
  return (
    <Stack gap="md">
      <PageHeader
        title={`Event ${id}`}
        description={
          <Group gap="xs" component="span">
            <StateBadge state={eventStates[status]} />
            <span>
              {subjectOf(event) ?? event.vendorEventId} ·{' '}
              <TextLink to="/events" underline="always">
                All events
              </TextLink>
            </span>
          </Group>
        }
        actions={<ProcessAgain event={event} />}
      />
      <Card component="section" aria-label="Its way">
        <Way event={event} />
      </Card>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Facts event={event} />
        <Notifications event={event} />
      </SimpleGrid>
      <Told event={event} />
      <Card component="section" aria-labelledby="payload">
        <Title order={2} id="payload" mb="md">
          Payload as received
        </Title>
        <BodyView label="payload" text={providerData} />
      </Card>
    </Stack>
  )
}

function NoEvent() {
  return (
    <>
      <PageHeader title="Event not found" />
      <EmptyState
        icon={<ZapIcon size={32} />}
        title="There is no such event"
        action={
          <LinkButton to="/events" variant="default" mt="sm">
            All events
          </LinkButton>
        }
      >
        Events are kept for days only. Or it belongs to an account that you may not see.
      </EmptyState>
    </>
  )
}
