import { PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ConfigurationEntry } from '../connectors/connector.ts'
import { isSecret } from './fields.ts'

interface ConfigFieldProps {
  readonly entry: ConfigurationEntry
  readonly value: string
  readonly error: string | undefined
  readonly isRequired: boolean
  /** Instead of the entry's description. */
  readonly help?: ReactNode
  /** It may be read but not changed. */
  readonly isFixed?: boolean
  onChange(value: string): void
}

/** The field of a configuration entry, by its type; its name is what the vendor's users call it. */
export function ConfigField(props: ConfigFieldProps) {
  const { entry, value, error, isRequired, isFixed = false, onChange } = props
  // Once: a field that changed its kind while one types would lose the focus.
  const [wasLong] = useState(value.length > 80)
  const { key, name, description, type = 'TEXTFIELD_128', defaultValue = '' } = entry
  const common = {
    label: name,
    description: props.help ?? description ?? null,
    error: error ?? null,
    name: key,
    'data-key': key,
  }
  if (type === 'BOOLEAN' || type === 'BOOLEAN_YESNO') {
    return (
      <Switch
        {...common}
        disabled={isFixed}
        checked={['true', 'yes'].includes(value.toLowerCase())}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    )
  }
  if (type === 'COMBO' && entry.options !== undefined) {
    return (
      <Select
        {...common}
        required={isRequired}
        readOnly={isFixed}
        variant={isFixed ? 'filled' : 'default'}
        data={entry.options.map((option) => ({ value: option.value, label: option.description }))}
        value={value === '' ? null : value}
        // Choosing what is chosen already takes nothing away.
        allowDeselect={false}
        clearable={!isRequired && !isFixed && defaultValue === ''}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    )
  }
  const typed = {
    ...common,
    required: isRequired,
    readOnly: isFixed,
    variant: isFixed ? 'filled' : 'default',
    value,
    autoComplete: 'off',
    spellCheck: false,
  }
  if (isSecret(entry)) {
    return (
      <PasswordInput
        {...typed}
        // Mantine says it of its other fields only.
        aria-invalid={error !== undefined}
        // Browsers would fill in the password of this console.
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': `Show ${name}`, tabIndex: 0 }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  const isLong = type === 'TEXTAREA' || type === 'CODE_EDITOR' || wasLong
  return isLong ? (
    <Textarea
      {...typed}
      autosize
      minRows={2}
      maxRows={8}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...typed} onChange={(event) => onChange(event.currentTarget.value)} />
  )
}
