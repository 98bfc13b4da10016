/** What a reconciling poll says about the webhooks of the same instance. */
import type { Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { lockWebhookSource, proveSource, settleState } from './liveness-store.ts'
import type { Source } from './source.ts'

const beginning = "The vendor's webhooks do not arrive: "

/** @param before the reason of now: what other polls missed since the last webhook is counted on */
export function gapReason(missing: number, before?: string): string {
  const isGap = before?.startsWith(beginning) === true
  const all = missing + (isGap ? Number.parseInt(before.slice(beginning.length), 10) : 0)
  const changes = all === 1 ? '1 change was' : `${all} changes were`
  return `${beginning}${changes} found by asking`
}

/**
 * Changes that no webhook told break its source; none missing proves it. A source that broke this way is proved by a
 * webhook that arrives and by nothing else: that another resource missed none says nothing about it. Neither does it of
 * one whose registration failed.
 * @returns whether webhooks are known not to arrive
 */
export async function settleGap(
  trx: Kysely<Schema>,
  reconcile: Source,
  missing: number,
): Promise<boolean> {
  const webhook = await lockWebhookSource(trx, reconcile)
  if (webhook === undefined) return false
  if (missing > 0) {
    const reason = gapReason(missing, webhook.reason)
    await settleState(trx, webhook, { state: 'broken', reason })
    return true
  }
  const isGap = webhook.state === 'broken' && webhook.reason?.startsWith(beginning) === true
  if (isGap || (webhook.state === 'broken' && webhook.failures > 0)) return true
  await proveSource(trx, webhook)
  await settleState(trx, webhook, { state: 'live', reason: undefined })
  return false
}
