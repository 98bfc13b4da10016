import { Button, Select, TextInput } from '@mantine/core'
import { SearchIcon, XIcon } from '@primer/octicons-react'
import { useAddressText } from '../../parts/address-text.ts'
import { useAccounts } from '../../session/use-accounts.ts'
import { CustomPeriod } from './custom-period.tsx'
import { periodChange, periods, type Filters, type Span } from './filters.ts'
import { useChoices } from './use-choices.ts'
import classes from './activity.module.css'

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
  const { connector, instanceId, status, text } = filters
  const choices = useChoices(filters)
  const isFiltered = [connector, instanceId, status, text].some((one) => one !== undefined)
  return (
    <div role="search" aria-label="Calls" className={classes['filters']}>
      <PeriodChoice filters={filters} onChange={onChange} />
      <AccountChoice filters={filters} onChange={onChange} />
      <Select
        aria-label="Connector"
        placeholder="All connectors"
        size="xs"
        w={150}
        clearable
        searchable
        data={choices.connectors}
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
        data={choices.instances}
        value={instanceId === undefined ? null : String(instanceId)}
        onChange={(id) => onChange({ instance: id ?? undefined })}
      />
      {ofCalls ? (
        <>
          <Select
            aria-label="Outcome"
            placeholder="All outcomes"
            size="xs"
            w={130}
            clearable
            data={[
              { value: 'success', label: 'Succeeded' },
              { value: 'failed', label: 'Failed' },
            ]}
            value={status ?? null}
            onChange={(outcome) => onChange({ status: outcome ?? undefined })}
          />
          <SearchField
            label="Search calls"
            placeholder="Path, instance, message, request id"
            text={text}
            onSearch={(words) => onChange({ text: words })}
          />
        </>
      ) : null}
      {isFiltered ? (
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

interface PeriodChoiceProps {
  readonly filters: Span
  readonly onChange: FilterBarProps['onChange']
}

export function PeriodChoice({ filters, onChange }: PeriodChoiceProps) {
  return (
    <>
      <Select
        aria-label="Period"
        size="xs"
        w={150}
        allowDeselect={false}
        data={[...periods, { value: 'custom', label: 'Other …' }]}
        value={filters.period}
        onChange={(period) => onChange(periodChange(period, filters))}
      />
      {filters.period === 'custom' ? <CustomPeriod filters={filters} onChange={onChange} /> : null}
    </>
  )
}

interface AccountChoiceProps {
  readonly filters: Pick<Filters, 'accountId'>
  readonly onChange: FilterBarProps['onChange']
}

/** For people who see more than one account. */
export function AccountChoice({ filters, onChange }: AccountChoiceProps) {
  const accounts = useAccounts()
  if (accounts.length < 2) return null
  return (
    <Select
      aria-label="Account"
      size="xs"
      w={150}
      searchable={accounts.length > 8}
      allowDeselect={false}
      data={[
        { value: 'all', label: 'All accounts' },
        ...accounts.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={String(filters.accountId ?? 'all')}
      onChange={(account) => onChange({ account: account ?? undefined, instance: undefined })}
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
