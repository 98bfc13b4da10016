/** What stands after `?` in the address of a page: filters and the chosen tab, so that a link shows the same. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

type Query = Readonly<Record<string, string | undefined>>

/** The texts of the query, and a function that changes some of them: undefined and '' take one away. */
export function useAddressQuery(): readonly [Query, (change: Query) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const query = Object.fromEntries(
    // The router reads numbers and booleans as such.
    Object.entries(search).map(([name, value]) => [name, String(value)]),
  )
  const change = useCallback(
    (changes: Query) => {
      const emptied = Object.fromEntries(
        Object.entries(changes).map(([name, value]) => [name, value === '' ? undefined : value]),
      )
      void navigate({
        to: '.',
        search: (old: object) => ({ ...old, ...emptied }),
        replace: true,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [query, change]
}
