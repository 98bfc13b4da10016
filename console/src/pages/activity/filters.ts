/** Which calls a page of the activity shows: what stands in its address, and what that means for the API. Pure. */
import { numberIn, spanIn, type Span } from '../../parts/filters/span.ts'

export interface Filters extends Span {
  /** Undefined: all. */
  readonly accountId: number | undefined
  /** Key. */
  readonly connector: string | undefined
  readonly instanceId: number | undefined
  readonly status: 'success' | 'failed' | undefined
  readonly text: string | undefined
}

type Query = Readonly<Record<string, string | undefined>>

/**
 * @param query texts of the address; what cannot be read counts as absent
 * @param usualAccount the account that the whole console shows, which the address may overrule
 */
export function readFilters(query: Query, usualAccount: number | undefined): Filters {
  const { status } = query
  return {
    accountId: accountIn(query, usualAccount),
    connector: query['connector'],
    instanceId: numberIn(query['instance']),
    status: status === 'success' || status === 'failed' ? status : undefined,
    ...spanIn(query, 'day'),
    text: query['text'],
  }
}

/** Undefined: all. */
export function accountIn({ account }: Query, usualAccount: number | undefined) {
  return account === 'all' ? undefined : (numberIn(account) ?? usualAccount)
}

/** The parameters that the list of calls and their figures have in common. */
export function apiFilters({ accountId, connector, instanceId }: Filters) {
  return {
    ...(accountId === undefined ? {} : { 'accountIds[]': [accountId] }),
    ...(connector === undefined ? {} : { 'keys[]': [connector] }),
    ...(instanceId === undefined ? {} : { 'instanceIds[]': [instanceId] }),
  }
}
