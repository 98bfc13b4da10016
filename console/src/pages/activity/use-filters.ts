import { useAddressQuery } from '../../parts/address-query.ts'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { readFilters, type Filters } from './filters.ts'

/** The filters in the address, and a function that changes words of it. */
export function useFilters(): readonly [
  Filters,
  (change: Readonly<Record<string, string | undefined>>) => void,
] {
  const [query, change] = useAddressQuery()
  const { accountId } = useAccountFilter()
  return [readFilters(query, accountId), change]
}
