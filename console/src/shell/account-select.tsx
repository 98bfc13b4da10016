import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, readAll } from '../api/api.ts'
import { useAccountFilter } from '../session/account-filter.tsx'
import { useMay, useSessionUser } from '../session/session.ts'

/** For people who see more than their own account: whose things the pages show. */
export function AccountSelect() {
  const may = useMay()
  const { organizationAdmin } = useSessionUser()
  const seesAll = organizationAdmin && may('viewUsersOrg')
  const { accountId, choose } = useAccountFilter()
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: () => readAll((nextPage) => api.getAccounts({ nextPage })),
    enabled: seesAll,
    staleTime: 60_000,
  })
  const known = accounts.data
  useEffect(() => {
    // An account that was deactivated meanwhile would show empty pages for no visible reason.
    const isGone = known !== undefined && !known.some(({ id }) => id === accountId)
    if (accountId !== undefined && isGone) choose(undefined)
  }, [known, accountId, choose])
  if (!seesAll || known === undefined || known.length < 2) return null
  return (
    <Select
      aria-label="Show the things of"
      size="xs"
      w={200}
      searchable={known.length > 8}
      allowDeselect={false}
      data={[
        { value: 'all', label: 'All accounts' },
        ...known.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={accountId === undefined ? 'all' : String(accountId)}
      onChange={(value) => choose(value === 'all' || value === null ? undefined : Number(value))}
    />
  )
}
