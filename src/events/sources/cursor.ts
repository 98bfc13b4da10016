/** How far a source was read: what its `cursor` holds. */
import { createHash } from 'node:crypto'
import { isJsonObject } from '../../core/json.ts'
import type { SourceKind } from './source.ts'

/** How far one list was read that can be asked by time. */
export interface Reach {
  /** The newest time of change that was read, in milliseconds; everything before it was met. */
  readonly at: number
  /** Marks of what was told and is asked for again because of the overlap: `{seconds in base 36}.{hash}`. */
  readonly told: readonly string[]
  /** A long backlog is read in parts; the next one begins where this one ended, without an overlap. */
  readonly isPart?: boolean
}

/** What was met of a list that has no times, so that it is compared. */
export interface Known {
  /** Id -> hash of the record. */
  readonly hashes: Readonly<Record<string, string>>
  /** When the last reading began, in milliseconds. */
  readonly readAt: number
  /** Differences that nobody told yet; of reconciling polls. */
  readonly waiting?: Readonly<Record<string, Waiting>>
}

/** In milliseconds: when a difference was first seen, and when the reading before it began. */
export interface Waiting {
  readonly firstSeen: number
  readonly since: number
}

export interface Cursor {
  /** How often the poll waited for webhooks to be processed since it was over last. */
  readonly waits?: number | undefined
  readonly main?: Reach
  readonly deleted?: Reach
  readonly known?: Known
  /** The probe's values, and since when they stand. */
  readonly probe?: { readonly values: string; readonly since: number; readonly readAt: number }
}

/** What is not as we write it counts as nothing read. */
export function readCursor(value: unknown): Cursor {
  return isJsonObject(value) ? value : {}
}

/** Most marks that are kept; beyond that the newest. What falls off is still known by the keys of its events for days. */
const mostTold = 10_000

/** The marks of what was told lately. */
export class Told {
  readonly #marks: Set<string>

  constructor(marks: readonly string[] = []) {
    this.#marks = new Set(marks)
  }

  has(mark: string): boolean {
    return this.#marks.has(mark)
  }

  add(mark: string): void {
    this.#marks.add(mark)
  }

  /** Those of changes from a moment on, the newest first in favour. */
  since(moment: number): string[] {
    const kept = [...this.#marks].filter((mark) => secondsOf(mark) >= Math.floor(moment / 1000))
    if (kept.length <= mostTold) return kept
    return kept.toSorted((a, b) => secondsOf(b) - secondsOf(a)).slice(0, mostTold)
  }

  all(): string[] {
    return this.since(Number.NEGATIVE_INFINITY)
  }
}

/** @param at milliseconds since 1970 */
export function markOf(objectId: string, at: number, isDeleted: boolean): string {
  const seconds = Math.floor(at / 1000)
  return `${seconds.toString(36)}.${shortHash(`${objectId}:${at}:${isDeleted}`)}`
}

function secondsOf(mark: string): number {
  return Number.parseInt(mark.slice(0, mark.indexOf('.')), 36)
}

/** 48 bits in 8 characters. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8)
}

/** The same for records that differ only in the order of their members, or in members that count for nothing. */
export function hashOfRecord(record: unknown, ignored: ReadonlySet<string>): string {
  const counted = isJsonObject(record)
    ? Object.fromEntries(Object.entries(record).filter(([name]) => !ignored.has(name)))
    : record
  return shortHash(
    JSON.stringify(counted, (_name, value: unknown) =>
      isJsonObject(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  )
}

/** For people. */
export function positionOf(kind: SourceKind, { main, known }: Cursor): string {
  if (kind === 'webhook') return 'The vendor tells by itself'
  if (main !== undefined) {
    const more = main.isPart === true ? '; more is to be read' : ''
    return `Read up to changes of ${new Date(main.at).toISOString()}${more}`
  }
  if (known === undefined) return 'Not read yet'
  const count = Object.keys(known.hashes).length
  return `Compared ${count} record${count === 1 ? '' : 's'} at ${new Date(known.readAt).toISOString()}`
}
