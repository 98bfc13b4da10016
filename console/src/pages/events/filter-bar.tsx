import { Autocomplete, Button, Select } from '@mantine/core'
import { XIcon } from '@primer/octicons-react'
import { useAddressText } from '../../parts/address-text.ts'
import classes from '../activity/activity.module.css'
import { AccountChoice, PeriodChoice, SearchField } from '../activity/filter-bar.tsx'
import { isFiltered, noFilters, type EventFilters } from './filters.ts'
import type { useInstanceNames } from './use-names.ts'
import { changeWords, sourceWords, stateWords } from './words.ts'

interface FilterBarProps {
  readonly filters: EventFilters
  readonly instances: ReturnType<typeof useInstanceNames>
  /** That are met in the list. */
  readonly objectTypes: readonly string[]
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

export function FilterBar({ filters, instances, objectTypes, onChange }: FilterBarProps) {
  const { text, status, source, eventType, objectType } = filters
  return (
    <div role="search" aria-label="Events" className={classes['filters']}>
      <PeriodChoice filters={filters} onChange={onChange} />
      <AccountChoice filters={filters} onChange={onChange} />
      <Places filters={filters} instances={instances} onChange={onChange} />
      <Words
        label="State"
        placeholder="All states"
        words={stateWords}
        value={status}
        onChange={(chosen) => onChange({ status: chosen })}
      />
      <Words
        label="Source"
        placeholder="All sources"
        words={sourceWords}
        value={source}
        onChange={(chosen) => onChange({ source: chosen })}
      />
      <ObjectType
        value={objectType}
        known={objectTypes}
        onChange={(object) => onChange({ object })}
      />
      <Words
        label="Change"
        placeholder="All changes"
        words={changeWords}
        value={eventType}
        onChange={(chosen) => onChange({ type: chosen })}
      />
      <SearchField
        label="Search events"
        placeholder="Id of a record or of the vendor's event"
        text={text}
        onSearch={(words) => onChange({ text: words })}
      />
      {isFiltered(filters) ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<XIcon size={14} />}
          onClick={() => onChange(noFilters)}
        >
          Clear
        </Button>
      ) : null}
    </div>
  )
}

function Places({
  filters: { connector, instanceId },
  instances,
  onChange,
}: Pick<FilterBarProps, 'filters' | 'instances' | 'onChange'>) {
  const { all, nameOf } = instances
  const connectors = new Map(all.map((one) => [one.connector, one.connectorName]))
  // What the address asks for can always be seen and taken away.
  if (connector !== undefined && !connectors.has(connector)) connectors.set(connector, connector)
  const shown = new Map(
    all
      .filter((one) => connector === undefined || one.connector === connector)
      .map(({ id, name }) => [String(id), `${name} (${id})`]),
  )
  if (instanceId !== undefined && !shown.has(String(instanceId))) {
    shown.set(String(instanceId), nameOf(instanceId))
  }
  const choices = (from: ReadonlyMap<string, string>) =>
    [...from].map(([value, label]) => ({ value, label }))
  return (
    <>
      <Select
        aria-label="Connector"
        placeholder="All connectors"
        size="xs"
        w={150}
        clearable
        searchable
        data={choices(connectors)}
        value={connector ?? null}
        onChange={(key) => onChange({ connector: key ?? undefined, instance: undefined })}
      />
      <Select
        aria-label="Instance"
        placeholder="All instances"
        size="xs"
        w={170}
        clearable
        searchable
        limit={200}
        data={choices(shown)}
        value={instanceId === undefined ? null : String(instanceId)}
        onChange={(id) => onChange({ instance: id ?? undefined })}
      />
    </>
  )
}

interface WordsProps {
  readonly label: string
  readonly placeholder: string
  readonly words: Readonly<Record<string, string>>
  readonly value: string | undefined
  onChange(value: string | undefined): void
}

function Words({ label, placeholder, words, value, onChange }: WordsProps) {
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      size="xs"
      w={142}
      clearable
      data={Object.entries(words).map(([key, word]) => ({ value: key, label: word }))}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  )
}

interface ObjectTypeProps {
  readonly value: string | undefined
  readonly known: readonly string[]
  onChange(value: string): void
}

/** Vendors have any words for it, so it is typed; what is met is offered. */
function ObjectType({ value, known, onChange }: ObjectTypeProps) {
  const [typed, type] = useAddressText(value, onChange)
  return (
    <Autocomplete
      aria-label="Object type"
      placeholder="All object types"
      size="xs"
      w={150}
      maxLength={200}
      data={[...known]}
      value={typed}
      onChange={type}
    />
  )
}
