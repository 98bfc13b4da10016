/** Where events come from, as the API tells it, and in words. */
import type { api } from '../../api/api.ts'
import { sourceStates, type SourceState } from '../../parts/state-words.ts'

export type Source = Awaited<ReturnType<typeof api.getInstancesEventsSources>>['data'][number]

export function stateOf({ state }: Pick<Source, 'state'>): SourceState {
  return state in sourceStates ? (state as SourceState) : 'waiting'
}

/** "Webhooks", "Poll of orders", "Reconciling poll of orders". */
export function nameOf({ kind, resource }: Pick<Source, 'kind' | 'resource'>): string {
  if (kind === 'webhook') return 'Webhooks'
  return `${kind === 'poll' ? 'Poll' : 'Reconciling poll'} of ${resource ?? 'everything'}`
}

/** Kinds of sources, and what they are there for. */
export const kindWords = {
  webhook: { title: 'Webhooks', purpose: 'The vendor tells of changes.' },
  poll: { title: 'Polling', purpose: 'Hubwright asks the vendor what changed.' },
  reconcile: {
    title: 'Reconciling polls',
    purpose:
      'Hubwright asks now and then whether the webhooks told everything, and more often while they do not arrive.',
  },
} as const

interface Group {
  readonly kind: keyof typeof kindWords
  readonly members: readonly Source[]
}

/** Sources by their kind. */
export function groupsOf(sources: readonly Source[]): readonly Group[] {
  return (['webhook', 'poll', 'reconcile'] as const)
    .map((kind) => ({ kind, members: sources.filter((source) => source.kind === kind) }))
    .filter(({ members }) => members.length > 0)
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const
/** Longer stands for never. */
const longest = 365 * 86_400

/** "every 15 minutes", "every hour"; "never by itself" where nobody wants it asked. */
export function periodText(seconds: number): string {
  if (seconds > longest) return 'never by itself'
  const [name, size] = units.find(([, one]) => seconds >= one && seconds % one === 0) ?? units[3]
  const count = Math.round(seconds / size)
  return count === 1 ? `every ${name}` : `every ${count} ${name}s`
}
