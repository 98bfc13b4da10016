import { Select } from '@mantine/core'
import { useAccounts } from './use-accounts.ts'

interface AccountChoiceProps {
  readonly accountId: number | undefined
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

/** For people who see more than one account. */
export function AccountChoice({ accountId, onChange }: AccountChoiceProps) {
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
      value={String(accountId ?? 'all')}
      onChange={(account) => onChange({ account: account ?? undefined, instance: undefined })}
    />
  )
}
