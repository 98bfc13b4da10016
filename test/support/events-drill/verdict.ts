/** What became of all that a vendor told: the promises in figures. */
import type { Arrival, CustomerApp } from './customer-app.ts'
import type { Teller } from './teller.ts'

export interface Verdict {
  /** Webhooks that were answered 200. */
  readonly acknowledged: number
  /** Of those, the ones that the receiver was never told of. */
  readonly lost: number
  /** Records that were found by polling, and those of them that the receiver was never told of. */
  readonly changes: number
  readonly unpolled: number
  readonly deliveries: number
  /** Deliveries beyond the first of each event. */
  readonly duplicates: number
  /** Webhooks and changes that came as more than one event, or events that came under more than one id. */
  readonly renamed: readonly string[]
  /** Deliveries that a signature did not prove. */
  readonly unproven: number
  /** Answers to the vendor that were neither 200 nor 503. */
  readonly refused: number
}

export function verdictOf(teller: Teller, app: CustomerApp): Verdict {
  const { arrivals } = app
  const told = new Set(arrivals.map(({ toldId }) => toldId))
  const polled = new Set(polledOf(arrivals).flatMap(({ objectIds }) => objectIds))
  return {
    acknowledged: teller.acknowledged.size,
    lost: missing(teller.acknowledged.keys(), told),
    changes: teller.changes.length,
    unpolled: missing(teller.changes, polled),
    deliveries: arrivals.length,
    duplicates: arrivals.length - new Set(arrivals.map(({ webhookId }) => webhookId)).size,
    renamed: renamed(arrivals),
    unproven: app.unproven,
    refused: teller.refused.length,
  }
}

/** Promises that were broken, a sentence each. */
export function brokenBy(
  verdict: Verdict,
  told: { readonly webhooks: number; readonly mostDuplicates?: number },
): string[] {
  const { acknowledged, lost, unpolled, renamed, unproven, refused, duplicates } = verdict
  const { webhooks, mostDuplicates = Number.POSITIVE_INFINITY } = told
  const sentences: [boolean, string][] = [
    [acknowledged === webhooks, `${webhooks - acknowledged} webhooks were never acknowledged`],
    [lost === 0, `${lost} acknowledged webhooks were never told`],
    [unpolled === 0, `${unpolled} changes were never found by polling`],
    [renamed.length === 0, `came under several ids: ${renamed.slice(0, 10).join('; ')}`],
    [unproven === 0, `${unproven} deliveries were not proven by their signatures`],
    [refused === 0, `${refused} webhooks were answered neither 200 nor 503`],
    [duplicates <= mostDuplicates, `${duplicates} duplicates, more than ${mostDuplicates}`],
  ]
  return sentences.flatMap(([isKept, sentence]) => (isKept ? [] : [sentence]))
}

/** Whether everything that was promised to the vendor so far was told. */
export function isAllTold(teller: Teller, app: CustomerApp): boolean {
  const { lost, unpolled } = verdictOf(teller, app)
  return lost === 0 && unpolled === 0
}

function polledOf(arrivals: readonly Arrival[]): Arrival[] {
  return arrivals.filter(({ toldId }) => toldId === undefined)
}

function missing(wanted: Iterable<string>, there: ReadonlySet<string | undefined>): number {
  return [...wanted].filter((id) => !there.has(id)).length
}

/** One event has one id, one notification, and is the only one of its webhook or change. */
function renamed(arrivals: readonly Arrival[]): string[] {
  const webhooks = arrivals.filter(({ toldId }) => toldId !== undefined)
  const changes = polledOf(arrivals)
  return [
    ...severalOf(arrivals.map(({ eventId, webhookId }) => [`event ${eventId}`, webhookId])),
    ...severalOf(webhooks.map(({ toldId = '', eventId }) => [toldId, eventId])),
    ...severalOf(
      changes.flatMap(({ objectIds, instanceId, eventId }) =>
        objectIds.map((id) => [`${id} of instance ${instanceId}`, eventId]),
      ),
    ),
  ]
}

/** Names that stand beside more than one value, with those. */
function severalOf(pairs: readonly (readonly string[])[]): string[] {
  const values = new Map<string, Set<string>>()
  for (const [name = '', value = ''] of pairs) {
    const known = values.get(name)
    if (known === undefined) values.set(name, new Set([value]))
    else known.add(value)
  }
  return [...values].flatMap(([name, { size }]) =>
    size > 1 ? [`${name} as ${[...(values.get(name) ?? [])].join(' and ')}`] : [],
  )
}
