import { Checkbox, Code, PasswordInput, Text, TextInput } from '@mantine/core'
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

export function ConfigurationField(props: ConfigurationFieldProps) {
  const { entry, value = shownValue(entry), error, isReadOnly, onChange } = props
  const { key, name, type, required, description } = entry
  const help = (
    <>
      {description} <Code>{key}</Code>
    </>
  )
  if (type === 'BOOLEAN') {
    return (
      <Checkbox
        name={key}
        label={name}
        description={help}
        error={error}
        disabled={isReadOnly}
        checked={value === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    )
  }
  const common = {
    name: key,
    label: name,
    description: help,
    error,
    value,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  }
  if (isSecret(entry)) {
    return (
      <div>
        <PasswordInput
          {...common}
          autoComplete="new-password"
          readOnly={isReadOnly}
          placeholder={isKept(entry) ? 'Stored; leave it empty to keep it' : 'None is stored'}
          visibilityToggleButtonProps={{ 'aria-label': `Show ${name}`, tabIndex: 0 }}
        />
        {isKept(entry) && value !== '' ? (
          <Text size="xs" c="dimmed" mt={4}>
            Takes the place of the stored value. Empty the field to keep that.
          </Text>
        ) : null}
      </div>
    )
  }
  return (
    <TextInput
      {...common}
      withAsterisk={required && value === ''}
      readOnly={isReadOnly || key === authenticationType}
    />
  )
}
