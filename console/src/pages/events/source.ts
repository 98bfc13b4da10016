/** Where events come from, as the API tells it, and in words. */
import { api } from '../../api/api.ts'

export type Source = Awaited<ReturnType<typeof api.getInstancesEventsSources>>['data'][number]

export const sourceStates = {
  live: { word: 'Live', color: 'green', means: 'It proved within its period that it works' },
  waiting: { word: 'Waiting', color: 'gray', means: 'It proved nothing yet' },
  late: { word: 'Late', color: 'yellow', means: 'Its proof is overdue' },
  broken: { word: 'Broken', color: 'red', means: 'Nothing comes through' },
} as const
export type SourceState = keyof typeof sourceStates

/** In the order of who needs attention. */
export const stateOrder: readonly SourceState[] = ['broken', 'late', 'waiting', 'live']

export function stateOf({ state }: Pick<Source, 'state'>): SourceState {
  return state in sourceStates ? (state as SourceState) : 'waiting'
}

/** "Webhooks", "Poll of orders", "Check of orders". */
export function nameOf({ kind, resource }: Pick<Source, 'kind' | 'resource'>): string {
  if (kind === 'webhook') return 'Webhooks'
  return `${kind === 'poll' ? 'Poll' : 'Check'} of ${resource ?? 'everything'}`
}

/** What the source is there for. */
export function purposeOf({ kind }: Pick<Source, 'kind'>): string {
  if (kind === 'webhook') return 'The vendor tells of changes.'
  return kind === 'poll'
    ? 'Hubwright asks the vendor what changed.'
    : 'Hubwright asks now and then whether the webhooks told everything.'
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
