/** Reads the records that waiting events of one instance name: each once, one after the other. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../core/clock.ts'
import type { Hub } from '../../hub/hub.ts'
import type { BackgroundShare } from './background-share.ts'
import { asSaid, found, unproven, type Finding } from './finding.ts'
import type { Postponed } from './job.ts'
import { ownerCaller } from './owner-caller.ts'
import { wordFor, type Telling } from './prepare.ts'
import { readRecord, type Reading } from './read-record.ts'
import { pauseForVendor } from './schedule.ts'
import type { Proven } from './tell.ts'

export interface ReadRooms {
  readonly hub: Pick<Hub, 'call'>
  readonly share: BackgroundShare
  readonly clock: Clock
}

/** Vendor and event disagree about whether the record is there. */
const disagreedPauseMs = 5000
/** The server is stopping: another may go on at once. */
const stoppedPauseMs = 0

/** After so many records, or so long, what is known is told, so that nobody waits for the slowest of the group. */
const recordsOfTurn = 20
export const turnMs = 10_000

export interface Turn {
  readonly proven: readonly Proven[]
  readonly postponed: readonly Postponed[]
  /** Not looked at: the turn was over. */
  readonly rest: readonly Telling[]
}

type Blocked =
  | { readonly waitMs: number }
  | { readonly retryAfterMs: number | undefined; readonly reason: string }

/** Answers what is known by now, what must wait, and what comes with the next turn; the first event always has its turn. */
export async function readGroup(
  rooms: ReadRooms,
  group: readonly Telling[],
  signal: AbortSignal,
): Promise<Turn> {
  const readings = new Map<string, Reading>()
  const proven: Proven[] = []
  const postponed: Postponed[] = []
  let blocked: Blocked | undefined
  const endsAt = rooms.clock.now() + turnMs
  for (const [index, telling] of group.entries()) {
    const isOver = readings.size >= recordsOfTurn || rooms.clock.now() >= endsAt
    if (isOver && index > 0 && blocked === undefined)
      return { proven, postponed, rest: group.slice(index) }
    if (signal.aborted) blocked ??= { waitMs: stoppedPauseMs }
    blocked ??= await readAll(rooms, telling, readings, signal)
    const findings = findingsOf(telling, readings)
    if (findings === 'disagreed') {
      postponed.push(disagreed(telling))
    } else if (findings === 'unknown') {
      const later = laterOf(telling, blocked)
      if (later === undefined) proven.push({ ...telling, findings: telling.said.map(unproven) })
      else postponed.push(later)
    } else proven.push({ ...telling, findings })
  }
  return { proven, postponed, rest: [] }
}

/** Answers why it came to no end, if it did not: the rest of the group is spared the same. */
async function readAll(
  { hub, share }: ReadRooms,
  { event, instance, said }: Telling,
  readings: Map<string, Reading>,
  signal: AbortSignal,
): Promise<Blocked | undefined> {
  for (const one of said) {
    const word = wordFor(instance, one)
    const name = recordName(one)
    if (word === undefined || readings.has(name)) continue
    const perMinute = instance.connector.element.hubwright?.quota?.perMinute
    const isOurs = await takeShare(
      share,
      instance.budgetKey ?? String(instance.id),
      perMinute,
      signal,
    )
    if (!isOurs) return { waitMs: stoppedPauseMs }
    const { organizationId, accountId, userId = 0 } = event
    const caller = ownerCaller({ organizationId, accountId, userId })
    const reading = await readRecord(hub, instance, caller, word, one.objectId)
    if (reading.kind === 'later') return reading
    readings.set(name, reading)
  }
  return undefined
}

/** Waits for its turn, which keeps nobody else waiting. False: the server stops. */
async function takeShare(
  share: BackgroundShare,
  key: string,
  perMinute: number | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  for (let waitMs = share.take(key, perMinute); waitMs > 0; waitMs = share.take(key, perMinute)) {
    await delay(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return false
  }
  return true
}

function findingsOf(
  { event, instance, said }: Telling,
  readings: ReadonlyMap<string, Reading>,
): Finding[] | 'disagreed' | 'unknown' {
  const findings: Finding[] = []
  for (const one of said) {
    const reading = readings.get(recordName(one))
    if (wordFor(instance, one) === undefined) findings.push(asSaid(one))
    else if (reading === undefined || reading.kind === 'later') return 'unknown'
    else if (reading.kind === 'unreadable') findings.push(unproven(one))
    else {
      const finding = found(one, reading, event.ageMs)
      if (finding === undefined) return 'disagreed'
      findings.push(finding)
    }
  }
  return findings
}

function disagreed({ event }: Telling): Postponed {
  const reason = 'What the vendor told and what it answers do not agree yet'
  return { job: event, waitMs: disagreedPauseMs, isFree: true, reason }
}

/** Undefined: it waited long enough. */
function laterOf({ event }: Telling, blocked: Blocked | undefined): Postponed | undefined {
  if (blocked !== undefined && 'waitMs' in blocked)
    return { job: event, waitMs: blocked.waitMs, isFree: true }
  const waitMs = pauseForVendor(event.failures, blocked?.retryAfterMs)
  if (waitMs === undefined) return undefined
  return { job: event, waitMs, isFree: false, reason: blocked?.reason }
}

function recordName({ objectType, objectId }: { objectType: string; objectId: string }): string {
  return JSON.stringify([objectType, objectId])
}
