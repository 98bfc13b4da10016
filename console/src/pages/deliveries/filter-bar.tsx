import { Select } from '@mantine/core'
import { ChoiceField, FilterBar as Bar } from '../../parts/filters/filter-bar.tsx'
import { choicesOf, deliveryStates } from '../../parts/state-words.ts'
import { CustomPeriod } from '../../parts/filters/period-choice.tsx'
import { callbackName, useCallbacks } from '../callbacks/callbacks.ts'
import { isFiltered, periods, type Filters } from './filters.ts'
import { InstanceSelect } from './instance-select.tsx'
import { kindWords } from './words.ts'

interface FilterBarProps {
  readonly filters: Filters
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

const nothing = {
  status: undefined,
  callback: undefined,
  instance: undefined,
  kind: undefined,
  period: undefined,
  from: undefined,
  to: undefined,
}

export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { status, callback, instanceId, kind, period } = filters
  const callbacks = useCallbackChoices(filters)
  return (
    <Bar label="Deliveries" isFiltered={isFiltered(filters)} onClear={() => onChange(nothing)}>
      <ChoiceField
        label="State"
        placeholder="All states"
        width={140}
        choices={choicesOf(deliveryStates)}
        value={status}
        onChange={(chosen) => onChange({ status: chosen })}
      />
      <ChoiceField
        label="Callback"
        placeholder="All callbacks"
        width={200}
        isLong
        choices={callbacks.map(({ value, label }) => [value, label])}
        value={callback === undefined ? undefined : String(callback)}
        onChange={(chosen) => onChange({ callback: chosen })}
      />
      <InstanceSelect
        size="xs"
        aria-label="Instance"
        placeholder="All instances"
        w={170}
        instanceId={instanceId}
        onInstance={(chosen) => onChange({ instance: chosen && String(chosen.id) })}
      />
      <ChoiceField
        label="Kind"
        placeholder="All kinds"
        width={160}
        choices={Object.entries(kindWords)}
        value={kind}
        onChange={(chosen) => onChange({ kind: chosen })}
      />
      <Select
        aria-label="Period"
        size="xs"
        w={150}
        allowDeselect={false}
        data={[
          ...periods.map(({ value, label }) => ({ value, label })),
          { value: 'custom', label: 'Other …' },
        ]}
        value={period}
        onChange={(chosen) => onChange(periodChange(chosen))}
      />
      {period === 'custom' ? <CustomPeriod filters={filters} onChange={onChange} /> : null}
    </Bar>
  )
}

/** Somebody who wants other times begins with the last day. */
function periodChange(period: string | null): Readonly<Record<string, string | undefined>> {
  if (period !== 'custom') {
    return {
      period: period === 'kept' ? undefined : (period ?? undefined),
      from: undefined,
      to: undefined,
    }
  }
  const now = Date.now()
  const dayMs = 86_400_000
  return { period, from: new Date(now - dayMs).toISOString(), to: new Date(now).toISOString() }
}

/** What the address asks for can always be seen and taken away. */
export function useCallbackChoices({
  accountId,
  callback,
}: Pick<Filters, 'accountId' | 'callback'>) {
  const { data = [] } = useCallbacks(accountId)
  const known = data.map((one) => ({ value: String(one.id), label: callbackName(one) }))
  if (callback === undefined || data.some(({ id }) => id === callback)) return known
  return [{ value: String(callback), label: `Callback ${callback}` }, ...known]
}
