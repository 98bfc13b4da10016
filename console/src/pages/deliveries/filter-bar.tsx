import { Button, Select } from '@mantine/core'
import { XIcon } from '@primer/octicons-react'
import { CustomPeriod } from '../activity/custom-period.tsx'
import { callbackName, useCallbacks } from '../callbacks/callbacks.ts'
import { isFiltered, periods, type Filters } from './filters.ts'
import { InstanceSelect } from './instance-select.tsx'
import { kindWords, statusWords } from './words.ts'
import classes from './deliveries.module.css'

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

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { status, callback, instanceId, kind, period } = filters
  const common = { size: 'xs', clearable: true } as const
  return (
    <div role="search" aria-label="Deliveries" className={classes['filters']}>
      <Select
        {...common}
        aria-label="State"
        placeholder="All states"
        w={140}
        data={choicesOf(statusWords)}
        value={status ?? null}
        onChange={(chosen) => onChange({ status: chosen ?? undefined })}
      />
      <Select
        {...common}
        aria-label="Callback"
        placeholder="All callbacks"
        w={200}
        searchable
        data={useCallbackChoices(filters)}
        value={callback === undefined ? null : String(callback)}
        onChange={(chosen) => onChange({ callback: chosen ?? undefined })}
      />
      <InstanceSelect
        {...common}
        aria-label="Instance"
        placeholder="All instances"
        w={170}
        instanceId={instanceId}
        onInstance={(chosen) => onChange({ instance: chosen && String(chosen.id) })}
      />
      <Select
        {...common}
        aria-label="Kind"
        placeholder="All kinds"
        w={160}
        data={choicesOf(kindWords)}
        value={kind ?? null}
        onChange={(chosen) => onChange({ kind: chosen ?? undefined })}
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
      {isFiltered(filters) ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<XIcon size={14} />}
          onClick={() => onChange(nothing)}
        >
          Clear
        </Button>
      ) : null}
    </div>
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
