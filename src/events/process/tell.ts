/** Telling what changed: one transaction stores the notifications and what became of the events, and ends their jobs. */
import type { AnswerCache } from '../../hub/answer-cache.ts'
import { echoKey, keepEchoes, writesOf, type Echo } from '../../hub/own-writes-store.ts'
import { addNotifications } from '../../notifications/add-notifications-store.ts'
import type { Database } from '../../storage/database.ts'
import { wereReconciled } from '../sources/told-store.ts'
import { partsOf, type SizedNotification } from './body-parts.ts'
import { conclude } from './conclude.ts'
import { tellFailed } from './tell-failed.ts'
import { matchEchoes } from './echoes.ts'
import { isAboutRecord, type Finding } from './finding.ts'
import type { Outcome, Postponed } from './job.ts'
import { endJobs, postponeJobs, writeOutcomes } from './job-store.ts'
import { notificationsOf } from './notification-body.ts'
import type { Telling } from './prepare.ts'
import { keepTold, nameOf, toldStates, type RecordName } from './told-records-store.ts'

/** A telling of which is known what is true. */
export interface Proven extends Telling {
  readonly findings: readonly Finding[]
}

export interface TellRooms {
  readonly database: Database
  readonly answers: Pick<AnswerCache, 'accountChanged'>
}

/** A create whose id we do not know yet is mostly over in a moment. */
const unclearPauseMs = 2000

interface Named extends RecordName {
  readonly finding: Finding
  readonly vendorAccount: string
  readonly isReconciled: boolean
  readonly event: Finding['said']
}

/** Answers what was written of events that were still ours. */
export async function tell(
  rooms: TellRooms,
  proven: readonly Proven[],
  over: readonly Outcome[] = [],
): Promise<Outcome[]> {
  const { database } = rooms
  const named = proven.flatMap(namedOf)
  const { echoes, unclear } = matchEchoes(named, await writesOf(database.db, named))
  const later = new Set([...unclear].map(({ finding }) => finding))
  const isLater = ({ findings }: Proven) => findings.some((finding) => later.has(finding))
  await postponeJobs(database.db, proven.filter(isLater).map(unclearLater))
  const ready = proven.filter((one) => !isLater(one))
  await forgetAnswers(rooms, ready)
  const before = await toldStates(
    database.db,
    named.filter(({ finding }) => finding.state !== undefined),
  )
  const known = await knownAmong(database, ready)
  const writeOf = new Map([...echoes].map(([{ finding }, writeId]) => [finding, writeId]))
  return database.transaction(async (trx) => {
    const ours = await endJobs(trx, [
      ...over.map(({ job }) => job),
      ...ready.map((one) => one.event),
    ])
    const mine = ready.filter(({ event }) => ours.has(event.eventId))
    const kept = await keepEchoes(
      trx,
      mine.flatMap((one) => echoesIn(one, writeOf)),
    )
    const states = new Map(before)
    const notifications: SizedNotification[] = []
    const outcomes = over.filter(({ job }) => ours.has(job.eventId))
    for (const one of mine) {
      const { event, instance, settings, findings, payload } = one
      const isEcho = (finding: Finding) =>
        echoesIn({ ...one, findings: [finding] }, writeOf).some((echo) => kept.has(echoKey(echo)))
      const { excludeOwn } = settings
      const { told, reason } = conclude({
        instanceId: instance.id,
        findings,
        isEcho,
        excludeOwn,
        isKnown: (finding) => known.has(finding),
        states,
      })
      const bytes = event.raw.length
      for (const notification of notificationsOf(event, instance, payload, told))
        notifications.push({ notification, bytes })
      const normalized = told.length > 0 ? told : findings.map((finding) => finding.event)
      outcomes.push({
        job: event,
        status: told.length > 0 ? 'DISPATCHED' : 'CONSUMED',
        reason,
        normalized,
      })
    }
    for (const part of partsOf(notifications)) await addNotifications(trx, part)
    await keepTold(trx, newStates(mine.flatMap(namedOf), before, states))
    await tellFailed(trx, outcomes, await writeOutcomes(trx, outcomes))
    return outcomes
  })
}

function namedOf({ event, instance, findings }: Proven): Named[] {
  const { organizationId } = event
  return findings.map((finding) => ({
    organizationId,
    finding,
    event: finding.said,
    instanceId: instance.id,
    vendorAccount: instance.vendorAccount,
    isReconciled: event.source === 'reconcile',
    objectType: finding.said.objectType,
    objectId: finding.said.objectId,
  }))
}

function unclearLater({ event }: Proven): Postponed {
  return { job: event, waitMs: unclearPauseMs, isFree: true }
}

function echoesIn(
  { event, instance, findings }: Proven,
  writeOf: ReadonlyMap<Finding, number>,
): Echo[] {
  return findings.flatMap((finding) => {
    const writeId = writeOf.get(finding)
    return writeId === undefined
      ? []
      : [
          {
            organizationId: event.organizationId,
            writeId,
            instanceId: instance.id,
            isReconciled: event.source === 'reconcile',
          },
        ]
  })
}

/** What webhooks tell late, after it was found by asking; judged by the later of what was said and what was read. */
async function knownAmong(
  { db }: Pick<Database, 'db'>,
  ready: readonly Proven[],
): Promise<Set<Finding>> {
  const findings = ready.flatMap((one) =>
    one.event.source === 'webhook'
      ? namedOf(one).filter(({ finding }) => isAboutRecord(finding.event))
      : [],
  )
  const are = await wereReconciled(
    db,
    findings.map(({ organizationId, instanceId, finding: { said, event } }) => ({
      organizationId,
      instanceId,
      objectType: event.objectType,
      objectId: event.objectId,
      isDeleted: event.eventType === 'DELETED',
      at: Math.max(Date.parse(said.date), Date.parse(event.date)),
    })),
  )
  return new Set(findings.flatMap(({ finding }, index) => (are[index] === true ? finding : [])))
}

/** Before anybody is told, who may read the record through us at once. */
async function forgetAnswers({ answers }: TellRooms, proven: readonly Proven[]): Promise<void> {
  const byAccount = new Map(proven.map(({ instance }) => [instance.vendorAccount, instance]))
  await Promise.all([...byAccount.values()].map((instance) => answers.accountChanged(instance)))
}

function newStates(
  named: readonly Named[],
  before: ReadonlyMap<string, Buffer>,
  after: ReadonlyMap<string, Buffer>,
) {
  const changed = new Map<string, RecordName & { state: Buffer }>()
  for (const record of named) {
    const name = nameOf(record)
    const state = after.get(name)
    if (state === undefined || state === before.get(name)) continue
    const { organizationId, instanceId, objectType, objectId } = record
    changed.set(name, { organizationId, instanceId, objectType, objectId, state })
  }
  return [...changed.values()]
}
