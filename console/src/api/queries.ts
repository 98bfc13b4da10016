/** How answers are kept, repeated and given up. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isSignedOut, problemOf } from './problem.ts'

const mostRetries = 2

/** `onSignedOut` is told when the API does not know the session any more. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < mostRetries && problemOf(error).isTemporary,
      },
    },
  })
}
