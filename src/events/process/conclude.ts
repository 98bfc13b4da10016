/** What becomes of one event: who is told what, or why nobody is. Pure. */
import type { NormalizedEvent } from '../event.ts'
import type { Finding } from './finding.ts'
import { nameOf } from './told-records-store.ts'

export interface Conclusion {
  readonly told: readonly NormalizedEvent[]
  /** Set when nothing is told. */
  readonly reason: string | undefined
}

export interface ConcludeParts {
  readonly instanceId: number
  readonly findings: readonly Finding[]
  /** Whether a finding is the echo of a change made through us. */
  readonly isEcho: (finding: Finding) => boolean
  readonly excludeOwn: boolean
  /** Whether a reconciling poll told a finding already. */
  readonly isKnown: (finding: Finding) => boolean
  /** What the instance was told of records; what is told now is added. */
  readonly states: Map<string, Buffer>
}

export function conclude(parts: ConcludeParts): Conclusion {
  const { instanceId, findings, isEcho, excludeOwn, isKnown, states } = parts
  const told: NormalizedEvent[] = []
  const reasons: string[] = []
  for (const finding of findings) {
    const { said, event, state } = finding
    // Somebody else's deletion met the echo of our change: that is not ours.
    const isOwn = isEcho(finding) && said.eventType === event.eventType
    const name = nameOf({ instanceId, ...event })
    const before = states.get(name)
    if (isOwn && excludeOwn)
      reasons.push('The change was made through Hubwright (event.exclude.own)')
    else if (isKnown(finding)) {
      reasons.push('Its webhook came late: the change was found by asking, and told')
    } else if (isRepeat(finding, before)) {
      reasons.push(
        state?.length === 0
          ? 'A repeat: it was told that the record is deleted'
          : 'A repeat: the record is as it was when it was told last',
      )
    } else {
      told.push(isOwn ? { ...event, origin: 'self' } : event)
      // Who ignores own changes has not looked at the record.
      if (state !== undefined && !isOwn) states.set(name, state)
    }
  }
  return { told, reason: told.length === 0 ? reasons[0] : undefined }
}

function isRepeat({ state, isRepeatable }: Finding, before: Buffer | undefined): boolean {
  return isRepeatable && state !== undefined && before?.equals(state) === true
}
