/**
 * One cheap answer of the vendor says for all resources whether anything changed. It stands for a reading only when it has
 * not moved for longer than the vendor's search may lag, and never for more than an hour.
 */
import type { PolledResource } from '../../catalog/polling-configuration.ts'
import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { Cursor } from './cursor.ts'
import type { HubReader } from './hub-reader.ts'

export type ProbeMemory = NonNullable<Cursor['probe']>

/** Added to the overlap. */
const marginMs = 60_000
const longestMs = 3_600_000

/** What to remember now, and whether a reading may be left out. */
export function judgeProbe(
  before: ProbeMemory | undefined,
  values: string,
  now: number,
  overlapS: number,
): { memory: ProbeMemory; isUnchanged: boolean } {
  const isSame = before !== undefined && before.values === values
  const since = isSame ? before.since : now
  const isSettled = isSame && before.readAt >= since + overlapS * 1000 + marginMs
  const isUnchanged = isSettled && now - before.readAt < longestMs
  return { memory: { values, since, readAt: isUnchanged ? before.readAt : now }, isUnchanged }
}

/** The values of a resource's members in the probe's answer; undefined when the probe is of no use. */
export async function askProbe(
  reader: Pick<HubReader, 'read'>,
  path: string | undefined,
  { probe }: Pick<PolledResource, 'probe'>,
): Promise<string | undefined> {
  if (path === undefined || probe === undefined) return undefined
  let answer: unknown
  try {
    answer = await reader.read(path)
  } catch (error) {
    // Who may not ask the probe may still read the records.
    if (error instanceof PlatformError && error.code !== 'reauth_required') return undefined
    throw error
  }
  if (!isJsonObject(answer) || probe.some((name) => answer[name] === undefined)) return undefined
  return JSON.stringify(probe.map((name) => answer[name]))
}
