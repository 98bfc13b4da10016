/** What the vendor said, beside what was found when the record was read. Pure. */
import { isoSeconds } from '../../instances/iso-seconds.ts'
import type { NormalizedEvent } from '../event.ts'
import type { Reading } from './read-record.ts'

export interface Finding {
  /** As the vendor said. */
  readonly said: NormalizedEvent
  /** As it is told. */
  readonly event: NormalizedEvent
  /** The record as it was read; empty: there was none. Undefined: it was not read. */
  readonly state: Buffer | undefined
  /** The same state again surely means that nothing changed. */
  readonly isRepeatable: boolean
}

export const noRecord = Buffer.alloc(0)
/** A vendor's own parts may not agree for a moment: what was said and what is read is compared again after that time. */
export const agreementMs = 30_000

/** Only these say what a record is; others, such as a wish that somebody's data be removed, are told as they came. */
const recordTypes: ReadonlySet<string> = new Set(['CREATED', 'UPDATED', 'DELETED'])

export function isAboutRecord({ eventType }: NormalizedEvent): boolean {
  return recordTypes.has(eventType)
}

export function asSaid(said: NormalizedEvent): Finding {
  return { said, event: said, state: undefined, isRepeatable: false }
}

export function unproven(said: NormalizedEvent): Finding {
  return { said, event: { ...said, unread: true }, state: undefined, isRepeatable: false }
}

/**
 * What is true of the record now; undefined: the vendor contradicts itself, and it is too early to say.
 * @param ageMs how long ago we were told
 */
export function found(
  said: NormalizedEvent,
  reading: Extract<Reading, { kind: 'there' | 'gone' }>,
  ageMs: number,
): Finding | undefined {
  const isSaidGone = said.eventType === 'DELETED'
  if (isSaidGone !== (reading.kind === 'gone') && ageMs < agreementMs) return undefined
  if (reading.kind === 'gone') {
    return {
      said,
      event: { ...said, eventType: 'DELETED' },
      state: noRecord,
      isRepeatable: true,
    }
  }
  // Said to be gone, but there: it was made again.
  const eventType = isSaidGone ? 'UPDATED' : said.eventType
  const { updated, state } = reading
  const date = updated === undefined ? said.date : isoSeconds(updated)
  return {
    said,
    event: { ...said, eventType, date },
    state,
    // Without a time of change in it, the same record may have been another in between.
    isRepeatable: eventType === 'UPDATED' && updated !== undefined,
  }
}
