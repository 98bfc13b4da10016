/** Proof of life: each way in which the instance learns of changes, and whether it works. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, readAll } from '../../../api/api.ts'
import { ErrorState } from '../../../parts/error-state.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { Time } from '../../../parts/time.tsx'
import { toast } from '../../../parts/toast.tsx'
import { useMay } from '../../../session/session.ts'
import { SourceStateBadge } from '../../events/source-state.tsx'
import { nameOf, periodText, purposeOf, type Source } from '../../events/source.ts'
import classes from './events.module.css'

const usualMs = 10_000
const askedMs = 1000
/** A poll that was put off leaves no trace in its source; nobody waits longer for it. */
const patienceMs = 20_000

export const sourcesKey = (id: number) => ['instance', id, 'event-sources'] as const

export function Sources({ instanceId }: { readonly instanceId: number }) {
  const mayChange = useMay()('createElementInstances')
  const [asked, setAsked] = useState<Readonly<Record<number, Asked>>>({})
  const isWaiting = Object.values(asked).length > 0
  const sources = useQuery({
    queryKey: sourcesKey(instanceId),
    queryFn: () =>
      readAll((nextPage) => api.getInstancesByIdEventsSources({ id: instanceId, nextPage })),
    refetchInterval: isWaiting ? askedMs : usualMs,
  })
  const done = sources.data?.find((one) => isAnswered(one, asked[one.id]))
  // The answer is there: told once, and the button is free again.
  if (done !== undefined) setAsked(without(asked, done.id))
  return (
    <Card component="section" aria-labelledby="sources">
      <Title order={2} id="sources" mb="md">
        Sources
      </Title>
      {sources.isPending ? <LinesSkeleton lines={3} height={56} gap={16} /> : null}
      {sources.isLoadingError ? (
        <ErrorState
          error={sources.error}
          title="The sources could not be read"
          onRetry={() => void sources.refetch()}
        />
      ) : null}
      {sources.data?.length === 0 ? (
        <Text c="dimmed">
          There are none: nothing that is wanted can be polled, and no webhook is expected.
        </Text>
      ) : null}
      <ul className={classes['sources']}>
        {sources.data?.map((source) => (
          <li key={source.id}>
            <SourceView
              source={source}
              mayChange={mayChange}
              isAsked={asked[source.id] !== undefined}
              onAsked={(before) => setAsked({ ...asked, [source.id]: { before, at: Date.now() } })}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface Asked {
  readonly before: Source
  /** In milliseconds since 1970. */
  readonly at: number
}

function isAnswered(source: Source, asked: Asked | undefined): boolean {
  if (asked === undefined) return false
  const { before, at } = asked
  return (
    source.lastProofDate !== before.lastProofDate ||
    source.failures !== before.failures ||
    Date.now() - at > patienceMs
  )
}

function without(asked: Readonly<Record<number, Asked>>, id: number) {
  return Object.fromEntries(Object.entries(asked).filter(([key]) => Number(key) !== id))
}

interface SourceViewProps {
  readonly source: Source
  readonly mayChange: boolean
  readonly isAsked: boolean
  onAsked(before: Source): void
}

function SourceView({ source, mayChange, isAsked, onAsked }: SourceViewProps) {
  const queries = useQueryClient()
  const poll = useMutation({
    mutationFn: () =>
      api.postInstancesByIdEventsSourcesBySourceIdPoll({
        id: source.instanceId,
        sourceId: source.id,
      }),
    onSuccess: ({ data }) => {
      onAsked(data)
      void queries.invalidateQueries({ queryKey: sourcesKey(source.instanceId) })
    },
    onError: (error) => toast.failure(error),
  })
  const { kind, reason, lastProofDate, lastEventDate, nextPollDate, periodSeconds } = source
  const isPolled = kind !== 'webhook'
  const name = nameOf(source)
  return (
    <Stack gap={6} component="section" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <SourceStateBadge source={source} />
        </Group>
        {isPolled && mayChange ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={poll.isPending || isAsked}
            aria-label={`Poll now: ${name}`}
            onClick={() => poll.mutate()}
          >
            Poll now
          </Button>
        ) : null}
      </Group>
      <Text size="sm" c="dimmed">
        {purposeOf(source)}
      </Text>
      {reason === undefined ? null : (
        <Text size="sm" className={classes['reason']}>
          {reason}
        </Text>
      )}
      <dl className={classes['facts']}>
        <Fact name="Last proof" at={lastProofDate} otherwise="none yet" />
        <Fact name="Last event" at={lastEventDate} otherwise="none yet" />
        {isPolled ? <Fact name="Next poll" at={nextPollDate} otherwise="none due" /> : null}
        <div>
          <dt>{isPolled ? 'Asked' : 'Proof expected'}</dt>
          <dd>{periodText(periodSeconds)}</dd>
        </div>
      </dl>
    </Stack>
  )
}

interface FactProps {
  readonly name: string
  readonly at: string | undefined
  readonly otherwise: string
}

function Fact({ name, at, otherwise }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{at === undefined ? otherwise : <Time at={at} />}</dd>
    </div>
  )
}
