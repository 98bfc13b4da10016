/** The configuration of an instance in one form; secrets are never shown, and stay when their field is left alone. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api } from '../../api/api.ts'
import { problemOf, type Problem } from '../../api/problem.ts'
import { ErrorState, ProblemAlert } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { CachingFields, changedCaching, type Caching } from './caching-fields.tsx'
import { isEvent } from '../connect/fields.ts'
import { Fold } from '../connect/fold.tsx'
import { connectorQuery } from '../connectors/connector.ts'
import { ConfigurationField } from './configuration-field.tsx'
import { changedValues, completed, problemByEntry, type Entry } from './configuration-values.ts'
import { KeptFact } from './kept-fact.tsx'
import { configurationQuery, useKeepInstance, type Instance } from './read-instance.ts'

export function Configuration({ instance }: { readonly instance: Instance }) {
  const { id } = instance
  const entries = useQuery(configurationQuery(id))
  const connector = useQuery(connectorQuery(instance.element.key))
  // A connector that left the catalog tells nothing more of them.
  if (entries.isPending || connector.isPending)
    return <LinesSkeleton lines={6} height={56} gap={16} />
  if (entries.isLoadingError) {
    return (
      <ErrorState
        error={entries.error}
        title="The configuration could not be read"
        onRetry={() => void entries.refetch()}
      />
    )
  }
  const told = connector.data?.configuration ?? []
  // Those of events have a tab of their own.
  const active = entries.data.filter((entry) => entry.active && !isEvent(entry))
  return <Form instance={instance} entries={active.map((entry) => completed(entry, told))} />
}

interface FormProps {
  readonly instance: Instance
  readonly entries: readonly Entry[]
}

function Form({ instance, entries }: FormProps) {
  const mayChange = useMay()('createElementInstances')
  const { edits, setEdits, caching, setCaching, byKey, rest, changes, save } = useEdits(
    instance,
    entries,
  )
  const isDirty = Object.keys(changes).length > 0
  const fields = (shown: readonly Entry[]) =>
    shown.map((entry) =>
      entry.internal === true ? (
        <KeptFact key={entry.key} entry={entry} />
      ) : (
        <ConfigurationField
          key={entry.key}
          entry={entry}
          value={edits[entry.key]}
          error={byKey[entry.key]}
          isReadOnly={!mayChange}
          onChange={(value) => setEdits({ ...edits, [entry.key]: value })}
        />
      ),
    )
  const ownFields = entries.filter(({ hideFromConsole }) => !hideFromConsole)
  const hidden = entries.filter(({ hideFromConsole }) => hideFromConsole)
  const hasError = (those: readonly Entry[]) => those.some(({ key }) => byKey[key] !== undefined)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isDirty) save.mutate()
      }}
    >
      <Stack gap="md">
        {rest === undefined ? null : <ProblemAlert problem={rest} />}
        <Section title="Settings">{fields(ownFields)}</Section>
        <Section title="Remembered answers">
          <CachingFields
            caching={caching}
            error={byKey}
            isReadOnly={!mayChange}
            onChange={setCaching}
          />
        </Section>
        <FoldedSection
          title="Set by the connector"
          text="Addresses and manners of the vendor. They are right as they are, but for special cases."
          isForcedOpen={hasError(hidden)}
        >
          {fields(hidden)}
        </FoldedSection>
        {mayChange ? (
          <Group justify="flex-end">
            <Button
              variant="default"
              disabled={!isDirty || save.isPending}
              onClick={() => {
                setEdits({})
                setCaching(cachingOf(instance))
                save.reset()
              }}
            >
              Discard
            </Button>
            <Button type="submit" disabled={!isDirty} loading={save.isPending}>
              Save configuration
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}

function cachingOf({ cachingEnabled, maxCacheSize, cacheTimeToLive }: Instance): Caching {
  return { cachingEnabled, maxCacheSize, cacheTimeToLive }
}

/** What was typed, and the one request that saves it. */
function useEdits(instance: Instance, entries: readonly Entry[]) {
  const keep = useKeepInstance()
  const [edits, setEdits] = useState<Readonly<Record<string, string>>>({})
  const [caching, setCaching] = useState(() => cachingOf(instance))
  const configuration = changedValues(entries, edits)
  const changes = {
    ...changedCaching(cachingOf(instance), caching),
    ...(Object.keys(configuration).length === 0 ? {} : { configuration }),
  }
  const save = useMutation({
    mutationFn: () => api.patchInstancesById({ id: instance.id, body: changes }),
    onSuccess: ({ data }) => {
      keep(data)
      setEdits({})
      setCaching(cachingOf(data))
      toast.success('Configuration saved')
    },
    onError: (error) => {
      const [first] = Object.keys(
        problemByEntry(problemOf(error), entriesAndCaching(entries)).byKey,
      )
      if (first !== undefined) document.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
    },
  })
  const problem: Problem | undefined = save.isError ? problemOf(save.error) : undefined
  const { byKey, rest } =
    problem === undefined
      ? { byKey: {}, rest: undefined }
      : problemByEntry(problem, entriesAndCaching(entries))
  return { edits, setEdits, caching, setCaching, byKey, rest, changes, save }
}

function entriesAndCaching(entries: readonly Entry[]): readonly Pick<Entry, 'key'>[] {
  return [...entries, { key: '/maxCacheSize' }, { key: '/cacheTimeToLive' }]
}

interface SectionProps {
  readonly title: string
  readonly children: ReactNode
}

function Section({ title, children }: SectionProps) {
  return (
    <Card component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <Stack gap="md" mt="md">
        {children}
      </Stack>
    </Card>
  )
}

interface FoldedSectionProps extends SectionProps {
  readonly text: string
  readonly isForcedOpen: boolean
  readonly children: readonly ReactNode[]
}

function FoldedSection({ title, text, isForcedOpen, children }: FoldedSectionProps) {
  if (children.length === 0) return null
  return (
    <Card component="section" aria-label={title}>
      <Fold title={title} isForcedOpen={isForcedOpen}>
        <Text c="dimmed" size="sm">
          {text}
        </Text>
        {children}
      </Fold>
    </Card>
  )
}
