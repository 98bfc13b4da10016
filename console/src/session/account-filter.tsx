/**
 * Which account's things pages show. A person belongs to one organization and signs in to it; who administers it sees
 * the things of all its accounts, and may narrow the pages to one of them. It is a view, kept in this tab: it changes
 * nothing of what the person may do.
 */
import { createContext, use, useMemo, useState, type ReactNode } from 'react'

interface AccountFilter {
  /** Undefined = all accounts that the person may see. */
  readonly accountId: number | undefined
  choose(accountId: number | undefined): void
}

const Context = createContext<AccountFilter>({ accountId: undefined, choose: () => undefined })
const storageKey = 'hubwright-account'

export function AccountFilterProvider({ children }: { readonly children: ReactNode }) {
  const [accountId, setAccountId] = useState(readChoice)
  const filter = useMemo(
    () => ({
      accountId,
      choose(chosen: number | undefined) {
        if (chosen === undefined) sessionStorage.removeItem(storageKey)
        else sessionStorage.setItem(storageKey, String(chosen))
        setAccountId(chosen)
      },
    }),
    [accountId],
  )
  return <Context value={filter}>{children}</Context>
}

function readChoice(): number | undefined {
  const kept = Number(sessionStorage.getItem(storageKey))
  return Number.isInteger(kept) && kept > 0 ? kept : undefined
}

/** Give `accountId` to the API wherever it takes one, and put it into the query key. */
export function useAccountFilter(): AccountFilter {
  return use(Context)
}

/** The next person in this tab begins with all accounts. */
export function forgetAccountFilter(): void {
  sessionStorage.removeItem(storageKey)
}
