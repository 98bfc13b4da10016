/** When a source counts as alive. Pure; times are ages by the database's clock. */
import type { Source, SourceState } from './source.ts'

export interface Judgement {
  readonly state: SourceState
  readonly reason: string | undefined
}

export interface Ages {
  /** Since the last proof of life, or since the source exists, in seconds. */
  readonly proofS: number
  /** True when the last proof is younger than the state. */
  readonly provedSince: boolean
}

/** A proof may be so much later than its period, as a share of it. */
const grace = 0.25

/** What the source is now, when only time went by since it was judged last. */
export function judged(source: Source, { proofS, provedSince }: Ages): Judgement {
  const { state, periodS, lastProofAt } = source
  // What broke for a reason is mended by a proof alone, however young the one before it is.
  if (state === 'broken' && !provedSince) return { state, reason: source.reason }
  if (proofS > 2 * periodS) return { state: 'broken', reason: overdue(source, proofS) }
  if (proofS > (1 + grace) * periodS) return { state: 'late', reason: overdue(source, proofS) }
  if (lastProofAt === undefined) return { state: 'waiting', reason: source.reason }
  if (state === 'live') return { state, reason: source.reason }
  return { state: 'live', reason: undefined }
}

function overdue({ kind, failures, reason }: Source, proofS: number): string {
  if (failures > 0 && reason !== undefined) return reason
  const since = spanText(proofS)
  return kind === 'webhook'
    ? `For ${since} no webhook of the vendor has arrived, and asking the vendor has not proved that none was due`
    : `The vendor could not be asked for ${since}`
}

/** A span of time in words. */
export function spanText(seconds: number): string {
  const [size, unit] =
    seconds < 5400
      ? [seconds / 60, 'minute']
      : seconds < 172_800
        ? [seconds / 3600, 'hour']
        : [seconds / 86_400, 'day']
  const count = Math.max(1, Math.round(size))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
