import { ConnectorChoices } from '../../parts/filters/connector-choices.tsx'
import { ChoiceField, FilterBar as Bar, SearchField } from '../../parts/filters/filter-bar.tsx'
import { PeriodChoice } from '../../parts/filters/period-choice.tsx'
import { AccountChoice } from '../../session/account-choice.tsx'
import type { Filters } from './filters.ts'
import { useUsedInstances } from './use-used-instances.ts'

interface FilterBarProps {
  readonly filters: Filters
  onChange(change: Readonly<Record<string, string | undefined>>): void
  /** Also by outcome and text, where single calls are shown. */
  readonly ofCalls?: boolean
}

const nothing = {
  account: undefined,
  connector: undefined,
  instance: undefined,
  status: undefined,
  text: undefined,
}

export function FilterBar({ filters, onChange, ofCalls = false }: FilterBarProps) {
  const { accountId, connector, instanceId, status, text } = filters
  const instances = useUsedInstances(accountId)
  const isFiltered = [connector, instanceId, status, text].some((one) => one !== undefined)
  return (
    <Bar label="Calls" isFiltered={isFiltered} onClear={() => onChange(nothing)}>
      <PeriodChoice filters={filters} onChange={onChange} />
      <AccountChoice accountId={accountId} onChange={onChange} />
      <ConnectorChoices instances={instances} filters={filters} onChange={onChange} />
      {ofCalls ? (
        <>
          <ChoiceField
            label="Outcome"
            placeholder="All outcomes"
            width={130}
            choices={Object.entries({ success: 'Succeeded', failed: 'Failed' })}
            value={status}
            onChange={(outcome) => onChange({ status: outcome })}
          />
          <SearchField
            label="Search calls"
            placeholder="Path, instance, message, request id"
            text={text}
            onSearch={(words) => onChange({ text: words })}
          />
        </>
      ) : null}
    </Bar>
  )
}
