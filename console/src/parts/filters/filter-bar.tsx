/** What narrows a list: a row of small fields above it. */
import { Button, Select, TextInput } from '@mantine/core'
import { SearchIcon, XIcon } from '@primer/octicons-react'
import type { ReactNode } from 'react'
import { useAddressText } from '../address-text.ts'
import classes from './filter-bar.module.css'

interface FilterBarProps {
  /** What is narrowed, for people who do not see it. */
  readonly label: string
  /** Whether there is something to take away. */
  readonly isFiltered?: boolean
  onClear?(): void
  readonly children: ReactNode
}

export function FilterBar({ label, isFiltered = false, onClear, children }: FilterBarProps) {
  return (
    <div role="search" aria-label={label} className={classes['filters']}>
      {children}
      {isFiltered ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<XIcon size={14} />}
          onClick={onClear}
        >
          Clear
        </Button>
      ) : null}
    </div>
  )
}

interface ChoiceFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly width: number
  /** Keys and their words, in the order in which they are offered. */
  readonly choices: Iterable<readonly [string, string]>
  readonly value: string | undefined
  /** Many: found by typing. */
  readonly isLong?: boolean
  onChange(value: string | undefined): void
}

/** One of several, or none. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, placeholder, width, choices, value, isLong = false, onChange } = props
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      size="xs"
      w={width}
      clearable
      searchable={isLong}
      {...(isLong ? { limit: 200 } : {})}
      data={[...choices].map(([key, word]) => ({ value: key, label: word }))}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  )
}

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly text: string | undefined
  readonly onSearch: (text: string) => void
}

export function SearchField({ label, placeholder, text, onSearch }: SearchFieldProps) {
  const [typed, type] = useAddressText(text, onSearch)
  return (
    <TextInput
      type="search"
      size="xs"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<SearchIcon size={14} />}
      maxLength={200}
      className={classes['search']}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}
