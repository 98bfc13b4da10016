/** Who is signed in. The session itself is a cookie that no script can read; here is what the API says of it. */
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { api } from '../api/api.ts'
import { isSignedOut } from '../api/problem.ts'

export type SessionUser = Awaited<ReturnType<typeof readSession>>

async function readSession() {
  const { data } = await api.getAuthenticationSession()
  return data
}

/** Proves nothing: the cookie alone does. */
const signKey = 'hubwright-signed-in'

/**
 * `null` = nobody is signed in. Without a sign that somebody did in this browser nothing is asked: the refusal would
 * stand as an error in the browser's own console.
 */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<SessionUser | null> => {
    if (localStorage.getItem(signKey) === null) return null
    try {
      return await readSession()
    } catch (error) {
      if (!isSignedOut(error)) throw error
      localStorage.removeItem(signKey)
      return null
    }
  },
  staleTime: 5 * 60_000,
})

/** Who signed in a moment ago. */
export function keepSession(queries: QueryClient, user: SessionUser): void {
  localStorage.setItem(signKey, 'yes')
  queries.setQueryData(sessionQuery.queryKey, user)
}

/** Nothing of one person is left for the next. */
export function forgetEverything(queries: QueryClient): void {
  localStorage.removeItem(signKey)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  queries.setQueryData(sessionQuery.queryKey, null)
}

export const SessionContext = createContext<SessionUser | undefined>(undefined)

/** The signed-in person; pages within the shell always have one. */
export function useSessionUser(): SessionUser {
  const user = use(SessionContext)
  if (user === undefined) throw new Error('This page is shown outside of the shell')
  return user
}

/** What the person's roles allow: `useMay()('modifySecurity')`; of several privileges one is enough. */
export function useMay(): (...oneOf: readonly string[]) => boolean {
  const { roles } = useSessionUser()
  return (...oneOf) =>
    roles.some(({ privileges }) =>
      privileges.some(({ key, active }) => active && oneOf.includes(key)),
    )
}

export function nameOf({ firstName, lastName, email }: SessionUser): string {
  return `${firstName} ${lastName}`.trim() || email
}

/** A place of ours to go to after the sign-in; whatever else an address asks for, it is the home page. */
export function placeAfterSignIn(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/'
  const target = new URL(wanted, location.origin)
  const isOurs = target.origin === location.origin && target.pathname !== '/sign-in'
  return isOurs ? target.pathname + target.search + target.hash : '/'
}
