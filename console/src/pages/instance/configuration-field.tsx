import { Code, PasswordInput, Text } from '@mantine/core'
import { ConfigField } from '../connect/config-field.tsx'
import { isKept, isSecret, shownValue, type Entry } from './configuration-values.ts'

interface ConfigurationFieldProps {
  readonly entry: Entry
  /** What was typed; undefined while nobody did. */
  readonly value: string | undefined
  readonly error: string | undefined
  readonly isReadOnly: boolean
  onChange(value: string): void
}

/** It decides how the others are read, and changes by authenticating again only. */
const authenticationType = 'authentication.type'

/** The field of an entry as the form of a connection has it; a stored secret is not shown. */
export function ConfigurationField(props: ConfigurationFieldProps) {
  const { entry, value = shownValue(entry), error, isReadOnly, onChange } = props
  const { key, name, required, description } = entry
  const help = (
    <>
      {description} <Code>{key}</Code>
    </>
  )
  if (!isSecret(entry)) {
    return (
      <ConfigField
        entry={entry}
        help={help}
        value={value}
        error={error}
        isRequired={required && value === ''}
        isFixed={isReadOnly || key === authenticationType}
        onChange={onChange}
      />
    )
  }
  return (
    <div>
      <PasswordInput
        name={key}
        label={name}
        description={help}
        error={error}
        // Mantine says it of its other fields only.
        aria-invalid={error !== undefined}
        value={value}
        autoComplete="new-password"
        readOnly={isReadOnly}
        placeholder={isKept(entry) ? 'Stored; leave it empty to keep it' : 'None is stored'}
        visibilityToggleButtonProps={{ 'aria-label': `Show ${name}`, tabIndex: 0 }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {isKept(entry) && value !== '' ? (
        <Text size="xs" c="dimmed" mt={4}>
          Takes the place of the stored value. Empty the field to keep that.
        </Text>
      ) : null}
    </div>
  )
}
