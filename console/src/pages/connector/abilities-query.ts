/** What a connector was measured to do. Servers that do not measure have no such route, which is no fault. */
import { queryOptions } from '@tanstack/react-query'
import { readIfThere } from '../../api/api.ts'

/** Of one resource; members that a newer server adds are not shown. */
export interface MeasuredResource {
  readonly list?: boolean
  readonly read?: boolean
  readonly create?: boolean
  readonly update?: boolean
  readonly replace?: boolean
  readonly delete?: boolean
  readonly total?: boolean
  readonly page?: { readonly largest?: number; readonly by?: string }
  readonly fields?: string
  readonly where?: { readonly narrows?: readonly string[] }
  readonly orderBy?: readonly string[]
}

export interface Measured {
  readonly authentications?: Readonly<
    Record<string, { readonly resources?: Readonly<Record<string, MeasuredResource>> }>
  >
}

/** `null` = nothing was measured. */
export const abilitiesQuery = (key: string) =>
  queryOptions({
    queryKey: ['connectors', key, 'abilities'],
    queryFn: async () => {
      const answer = await readIfThere(`/elements/${encodeURIComponent(key)}/abilities`)
      const isMeasured = typeof answer === 'object' && answer !== null
      return isMeasured && 'authentications' in answer ? (answer as Measured) : null
    },
    staleTime: 5 * 60_000,
  })
