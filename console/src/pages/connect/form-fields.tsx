import { TagsInput, Text, TextInput, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConfigurationEntry, Connector } from '../connectors/connector.ts'
import { ConfigField } from './config-field.tsx'
import classes from './connect.module.css'
import { accountKeyOf, eventsNote, type Fields } from './fields.ts'
import { Fold } from './fold.tsx'
import type { Filled } from './request.ts'
import type { Way } from './ways.ts'

interface FormFieldsProps {
  readonly connector: Connector
  readonly way: Way
  readonly redirectUrl: string
  readonly fields: Fields
  readonly filled: Filled
  /** By field: `name`, `tags.0`, `configuration.<key>`. */
  readonly errors: Readonly<Record<string, string>>
  /** An instance is made; otherwise one is authenticated again. */
  readonly isNew: boolean
  readonly isDisabled: boolean
  onChange(filled: Filled): void
}

/** What is asked for, the required first, the rest folded away. */
export function FormFields(props: FormFieldsProps) {
  const { connector, fields, filled, errors, isNew, isDisabled, onChange } = props
  const field = (entry: ConfigurationEntry, isRequired: boolean) => (
    <ConfigField
      key={entry.key}
      entry={entry}
      value={filled.values[entry.key] ?? ''}
      error={errors[`configuration.${entry.key}`]}
      isRequired={isRequired}
      isFixed={!isNew && entry.key === accountKeyOf(connector)}
      onChange={(value) =>
        onChange({ ...filled, values: { ...filled.values, [entry.key]: value } })
      }
    />
  )
  return (
    <fieldset disabled={isDisabled} className={classes['fields']}>
      {isNew ? (
        <TextInput
          label="Name"
          description="How you find the instance later."
          placeholder={`Such as ${connector.name} of Ann`}
          name="name"
          required
          maxLength={1000}
          autoComplete="off"
          value={filled.name}
          error={errors['name'] ?? null}
          onChange={(event) => onChange({ ...filled, name: event.currentTarget.value })}
        />
      ) : null}
      {fields.required.map((entry) => field(entry, true))}
      {isNew ? (
        <TagsInput
          label="Tags"
          description="To find instances by; press Enter after each."
          value={[...filled.tags]}
          maxTags={200}
          error={tagError(errors)}
          onChange={(tags) => onChange({ ...filled, tags })}
        />
      ) : null}
      <Advanced {...props} field={(entry) => field(entry, false)} />
    </fieldset>
  )
}

interface AdvancedProps extends FormFieldsProps {
  field(entry: ConfigurationEntry): ReactNode
}

function Advanced({ fields, way, redirectUrl, errors, field }: AdvancedProps) {
  const { ownApp, optional, events } = fields
  const all = [...ownApp, ...optional, ...events]
  if (all.length === 0) return null
  const hasError = all.some(({ key }) => errors[`configuration.${key}`] !== undefined)
  return (
    <Fold title="Advanced settings" isForcedOpen={hasError}>
      {ownApp.length === 0 ? null : (
        <Section
          title="An app of your own"
          text={`${appText[way.vendorApp]} Fill in both to use another one for this instance. Its redirect address must be ${redirectUrl}.`}
        />
      )}
      {[...ownApp, ...optional].map(field)}
      {events.length === 0 ? null : <Section title="Events" text={eventsNote} />}
      {events.map(field)}
    </Fold>
  )
}

const appText = {
  organization: 'The vendor app of your organization is used.',
  platform: 'The vendor app of this server is used.',
  none: '',
} as const

function Section({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed" className={classes['wrapped']}>
        {text}
      </Text>
    </div>
  )
}

function tagError(errors: Readonly<Record<string, string>>): string | null {
  const found = Object.entries(errors).find(([name]) => name === 'tags' || name.startsWith('tags.'))
  return found?.[1] ?? null
}
