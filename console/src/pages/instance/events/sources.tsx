/** Proof of life: each way in which the instance learns of changes, and whether it works. */
import { Anchor, Button, Card, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, readAll } from '../../../api/api.ts'
import { ErrorState } from '../../../parts/error-state.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { StateBadge } from '../../../parts/state-badge.tsx'
import { sourceStates } from '../../../parts/state-words.ts'
import { Time } from '../../../parts/time.tsx'
import { toast } from '../../../parts/toast.tsx'
import { useMay } from '../../../session/session.ts'
import {
  groupsOf,
  kindWords,
  nameOf,
  periodText,
  stateOf,
  type Source,
} from '../../events/source.ts'
import classes from './events.module.css'

const usualMs = 10_000
const askedMs = 1000
/** A poll that was put off leaves no trace in its source; nobody waits longer for it. */
const patienceMs = 20_000

export const sourcesKey = (id: number) => ['instance', id, 'event-sources'] as const

interface SourcesProps {
  readonly instanceId: number
  /** The vendor refuses the credentials, which is why nothing comes. */
  readonly isRefused: boolean
  /** What to do where webhooks do not arrive, for who can: the address stands further down on the page. */
  readonly webhookAdvice: string | undefined
}

export function Sources({ instanceId, isRefused, webhookAdvice }: SourcesProps) {
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
  const isDeaf =
    !isRefused &&
    sources.data?.some((one) => one.kind === 'webhook' && one.state === 'broken') === true
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
      <Stack gap="lg">
        {groupsOf(sources.data ?? []).map(({ kind, members }) => (
          <div key={kind}>
            <Text fw={600}>{kindWords[kind].title}</Text>
            <Text size="sm" c="dimmed" mb="xs">
              {kindWords[kind].purpose}
            </Text>
            <ul className={classes['sources']}>
              {members.map((source) => (
                <li key={source.id}>
                  <SourceView
                    source={source}
                    webhookAdvice={isDeaf ? webhookAdvice : undefined}
                    isHurried={isDeaf && source.kind === 'reconcile'}
                    mayChange={mayChange}
                    isAsked={asked[source.id] !== undefined}
                    onAsked={(before) =>
                      setAsked({ ...asked, [source.id]: { before, at: Date.now() } })
                    }
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Stack>
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
  readonly webhookAdvice: string | undefined
  /** It is asked sooner than its period says. */
  readonly isHurried: boolean
  readonly mayChange: boolean
  readonly isAsked: boolean
  onAsked(before: Source): void
}

function SourceView(props: SourceViewProps) {
  const { source, webhookAdvice, isHurried, mayChange, isAsked, onAsked } = props
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
  const { kind, resource, reason, lastProofDate, lastEventDate, nextPollDate } = source
  const isPolled = kind !== 'webhook'
  const name = nameOf(source)
  return (
    <section className={classes['source']} aria-label={name}>
      <Stack gap={4} align="flex-start" className={classes['name']}>
        {isPolled ? <Text fw={550}>{resource ?? 'everything'}</Text> : null}
        <StateBadge state={sourceStates[stateOf(source)]} />
      </Stack>
      <dl className={classes['facts']}>
        <Fact name="Last proof" at={lastProofDate} otherwise="none yet" />
        <Fact name="Last event" at={lastEventDate} otherwise="none yet" />
        {isPolled ? (
          <Fact
            name="Next poll"
            at={nextPollDate}
            otherwise="none due"
            more={`${isHurried ? 'usually ' : ''}${periodText(source.periodSeconds)}`}
          />
        ) : (
          <div>
            <dt>Proof expected</dt>
            <dd>{periodText(source.periodSeconds)}</dd>
          </div>
        )}
      </dl>
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
      {reason === undefined ? null : (
        <Text size="sm" className={classes['reason']}>
          {reason}.{' '}
          {isPolled || webhookAdvice === undefined ? null : (
            <>
              <Anchor href="#webhook-address" size="sm">
                {webhookAdvice}
              </Anchor>
              ; the next webhook that arrives ends this.
            </>
          )}
        </Text>
      )}
    </section>
  )
}

interface FactProps {
  readonly name: string
  readonly at: string | undefined
  readonly otherwise: string
  readonly more?: string
}

function Fact({ name, at, otherwise, more }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{at === undefined ? otherwise : <Time at={at} />}</dd>
      {more === undefined ? null : <dd className={classes['more']}>{more}</dd>}
    </div>
  )
}
