/** The settings of an instance's events in one form; secrets are never shown, and stay when their field is left alone. */
import { Button, Card, Code, Group, Stack, TagsInput, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import { problemOf } from '../../../api/problem.ts'
import { ProblemAlert } from '../../../parts/error-state.tsx'
import { toast } from '../../../parts/toast.tsx'
import { useMay } from '../../../session/session.ts'
import { Fold } from '../../connect/fold.tsx'
import { ConfigurationField } from '../configuration-field.tsx'
import { changedValues, problemByEntry, shownValue, type Entry } from '../configuration-values.ts'
import { KeptFact } from '../kept-fact.tsx'
import { useKeepInstance, type Instance } from '../read-instance.ts'
import { recentKey } from './recent-events.tsx'
import {
  methodKey,
  methodOf,
  methodOptions,
  namesIn,
  objectsKey,
  settingFields,
  type EventsOfConnector,
} from './setting-fields.ts'
import { sourcesKey } from './sources.tsx'

interface SettingsFormProps {
  readonly instance: Instance
  readonly entries: readonly Entry[]
  readonly events: EventsOfConnector
  readonly authenticationType: string | undefined
}

export function SettingsForm(props: SettingsFormProps) {
  const { instance, entries, events, authenticationType } = props
  const mayChange = useMay()('createElementInstances')
  const { edits, setEdits, changes, save, byKey, rest } = useSettings(instance, entries)
  const valueOf = (key: string) => {
    const entry = entries.find((one) => one.key === key)
    return edits[key] ?? (entry === undefined ? '' : shownValue(entry))
  }
  const method = methodOf(events, authenticationType, valueOf(methodKey))
  const { usual, callback, special } = settingFields(entries, method)
  const isDirty = Object.keys(changes).length > 0
  const fields = (shown: readonly Entry[]) =>
    shown.map((entry) => (
      <Setting
        key={entry.key}
        entry={entry}
        events={events}
        value={edits[entry.key]}
        error={byKey[entry.key]}
        isReadOnly={!mayChange}
        onChange={(value) => setEdits({ ...edits, [entry.key]: value })}
      />
    ))
  const hasError = (those: readonly Entry[]) => those.some(({ key }) => byKey[key] !== undefined)
  return (
    <Card component="section" aria-labelledby="event-settings">
      <Title order={2} id="event-settings" mb="md">
        Settings
      </Title>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isDirty) save.mutate()
        }}
      >
        <Stack gap="md">
          {rest === undefined ? null : <ProblemAlert problem={rest} />}
          {fields(usual)}
          <Fold title="Headers and authentication" isForcedOpen={hasError(callback)}>
            <Text size="sm" c="dimmed">
              Sent with each notification, where your callback asks for them.
            </Text>
            {fields(callback)}
          </Fold>
          {special.length === 0 ? null : (
            <Fold title="Special cases" isForcedOpen={hasError(special)}>
              {fields(special)}
            </Fold>
          )}
          {mayChange ? (
            <Group justify="flex-end">
              <Button
                variant="default"
                disabled={!isDirty || save.isPending}
                onClick={() => {
                  setEdits({})
                  save.reset()
                }}
              >
                Discard
              </Button>
              <Button type="submit" disabled={!isDirty} loading={save.isPending}>
                Save settings
              </Button>
            </Group>
          ) : null}
        </Stack>
      </form>
    </Card>
  )
}

/** What was typed, and the request that saves it. */
function useSettings(instance: Instance, entries: readonly Entry[]) {
  const keep = useKeepInstance()
  const queries = useQueryClient()
  const [edits, setEdits] = useState<Readonly<Record<string, string>>>({})
  const changes = changedValues(entries, edits)
  const save = useMutation({
    mutationFn: () => api.patchInstancesById({ id: instance.id, body: { configuration: changes } }),
    onSuccess: async ({ data }) => {
      keep(data)
      toast.success('Settings of events saved')
      await Promise.all(
        [sourcesKey(instance.id), recentKey(instance.id), ['instance', instance.id]].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      )
      // Only now: the fields show what is stored.
      setEdits({})
    },
    onError: (error) => {
      const [first] = Object.keys(problemByEntry(problemOf(error), entries).byKey)
      if (first !== undefined) document.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
    },
  })
  const { byKey, rest } = save.isError
    ? problemByEntry(problemOf(save.error), entries)
    : { byKey: {} as Readonly<Record<string, string>>, rest: undefined }
  return { edits, setEdits, changes, save, byKey, rest }
}

interface SettingProps {
  readonly entry: Entry
  readonly events: EventsOfConnector
  readonly value: string | undefined
  readonly error: string | undefined
  readonly isReadOnly: boolean
  onChange(value: string): void
}

function Setting(props: SettingProps) {
  const { entry, events } = props
  if (entry.internal === true) return <KeptFact entry={entry} />
  if (entry.key === objectsKey) return <Objects {...props} />
  if (entry.key !== methodKey) return <ConfigurationField {...props} />
  const options = methodOptions(events, entry.propertyValue) ?? []
  return <ConfigurationField {...props} entry={{ ...entry, type: 'COMBO', options }} />
}

/** Names that are known are offered; others may be of resources that an account added. */
function Objects({ entry, events, value, error, isReadOnly, onChange }: SettingProps) {
  const names = namesIn(value ?? shownValue(entry))
  return (
    <TagsInput
      name={entry.key}
      label={entry.name}
      description={
        <>
          Resources whose events you want; none for all <Code>{entry.key}</Code>
        </>
      }
      placeholder={names.length === 0 ? 'All' : ''}
      error={error ?? null}
      readOnly={isReadOnly}
      data={events.objectTypes}
      value={names}
      onChange={(chosen) => onChange(chosen.join(','))}
    />
  )
}
