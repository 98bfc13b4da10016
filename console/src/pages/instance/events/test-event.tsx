/** Sends an event that nobody's change caused, and shows how it goes its way. */
import { Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/api.ts'
import { ErrorState } from '../../../parts/error-state.tsx'
import { TextLink } from '../../../parts/link.tsx'
import { Way } from '../../event/way.tsx'
import { eventKey, eventQueryOf, subjectOf } from '../../events/event.ts'
import { changeWords } from '../../events/words.ts'
import { recentKey } from './recent-events.tsx'

interface TestEventProps {
  readonly instanceId: number
  readonly objectTypes: readonly string[]
}

export function TestEvent({ instanceId, objectTypes }: TestEventProps) {
  const queries = useQueryClient()
  const [objectType, setObjectType] = useState(objectTypes[0] ?? '')
  const [eventType, setEventType] = useState('UPDATED')
  const [sent, setSent] = useState<number>()
  const send = useMutation({
    mutationFn: () =>
      api.postInstancesByIdEventsTest({ id: instanceId, body: { objectType, eventType } }),
    onSuccess: ({ data }) => {
      const id = Number(data.id)
      queries.setQueryData(eventKey(id), data)
      setSent(id)
    },
  })
  return (
    <Card component="section" aria-labelledby="test-event">
      <Title order={2} id="test-event">
        Test event
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        It goes the way of all events, to try your app with. Nothing changes at the vendor.
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Group gap="xs" align="flex-end">
          <Select
            label="Object type"
            size="xs"
            w={150}
            searchable
            allowDeselect={false}
            data={[...objectTypes]}
            value={objectType}
            onChange={(chosen) => setObjectType(chosen ?? objectType)}
          />
          <Select
            label="Change"
            size="xs"
            w={120}
            allowDeselect={false}
            data={Object.entries(changeWords).map(([value, label]) => ({ value, label }))}
            value={eventType}
            onChange={(chosen) => setEventType(chosen ?? eventType)}
          />
          <Button type="submit" size="xs" loading={send.isPending}>
            Send test event
          </Button>
        </Group>
      </form>
      <Stack mt={sent === undefined && !send.isError ? 0 : 'md'} aria-live="polite">
        {send.isError ? (
          <ErrorState error={send.error} title="The test event was not sent" />
        ) : null}
        {sent === undefined ? null : <Sent key={sent} id={sent} instanceId={instanceId} />}
      </Stack>
    </Card>
  )
}

function Sent({ id, instanceId }: { readonly id: number; readonly instanceId: number }) {
  const queries = useQueryClient()
  const event = useQuery(eventQueryOf(id))
  const status = event.data?.status
  // The list below says the same at the same time.
  useEffect(() => {
    if (status !== undefined) void queries.invalidateQueries({ queryKey: recentKey(instanceId) })
  }, [queries, instanceId, status])
  if (event.isLoadingError) {
    return <ErrorState error={event.error} title="What became of it could not be read" />
  }
  if (event.data === undefined) return null
  return (
    <>
      <Text size="sm">
        <TextLink to={`/events/${id}`}>Event {id}</TextLink> {subjectOf(event.data)}
      </Text>
      <Way event={event.data} />
    </>
  )
}
