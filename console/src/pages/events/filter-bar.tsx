import { Autocomplete } from '@mantine/core'
import { useAddressText } from '../../parts/address-text.ts'
import { ConnectorChoices } from '../../parts/filters/connector-choices.tsx'
import { ChoiceField, FilterBar as Bar, SearchField } from '../../parts/filters/filter-bar.tsx'
import { choicesOf, eventStates } from '../../parts/state-words.ts'
import { PeriodChoice } from '../../parts/filters/period-choice.tsx'
import { AccountChoice } from '../../session/account-choice.tsx'
import { isFiltered, noFilters, type EventFilters } from './filters.ts'
import type { useInstanceNames } from './use-names.ts'
import { changeWords, sourceWords } from './words.ts'

interface FilterBarProps {
  readonly filters: EventFilters
  readonly instances: ReturnType<typeof useInstanceNames>
  /** That are met in the list. */
  readonly objectTypes: readonly string[]
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

export function FilterBar({ filters, instances, objectTypes, onChange }: FilterBarProps) {
  const { accountId, text, status, source, eventType, objectType } = filters
  return (
    <Bar label="Events" isFiltered={isFiltered(filters)} onClear={() => onChange(noFilters)}>
      <PeriodChoice filters={filters} onChange={onChange} />
      <AccountChoice accountId={accountId} onChange={onChange} />
      <ConnectorChoices instances={instances.all} filters={filters} onChange={onChange} />
      <ChoiceField
        label="State"
        placeholder="All states"
        width={142}
        choices={choicesOf(eventStates)}
        value={status}
        onChange={(chosen) => onChange({ status: chosen })}
      />
      <ChoiceField
        label="Source"
        placeholder="All sources"
        width={142}
        choices={Object.entries(sourceWords)}
        value={source}
        onChange={(chosen) => onChange({ source: chosen })}
      />
      <ObjectType
        value={objectType}
        known={objectTypes}
        onChange={(object) => onChange({ object })}
      />
      <ChoiceField
        label="Change"
        placeholder="All changes"
        width={142}
        choices={Object.entries(changeWords)}
        value={eventType}
        onChange={(chosen) => onChange({ type: chosen })}
      />
      <SearchField
        label="Search events"
        placeholder="Id of a record or of the vendor's event"
        text={text}
        onSearch={(words) => onChange({ text: words })}
      />
    </Bar>
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
