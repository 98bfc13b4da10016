/** When a delivery is tried again, and how long an endpoint that fails is left alone. Pure. */

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Before each try, from the one before; about 75 hours in all. */
const waitsMs = [
  0,
  5 * second,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/** A delivery is given up after so many tries. */
export const mostTries = waitsMs.length
/** So many failures in a row, and the endpoint is left alone for a while. */
export const failuresBeforeRest = 5
const firstRestMs = 5 * second
const longestRestMs = 5 * minute
/** Of what an answer may ask for with Retry-After. */
export const longestFloorMs = hour

/**
 * Milliseconds until the next try.
 * @param tries how many were made
 * @param random a number in [0, 1)
 * @param floorMs what the endpoint asked for; never waited less
 * @returns undefined when that was the last try
 */
export function nextTryMs(tries: number, random: number, floorMs = 0): number | undefined {
  const wait = waitsMs[tries]
  if (wait === undefined) return undefined
  return Math.max(jittered(wait, random), Math.min(floorMs, longestFloorMs))
}

/**
 * Milliseconds that an endpoint is left alone after a failure; 0 = not at all. One try decides after that.
 * @param failures in a row, this one counted
 */
export function restMs(failures: number, random: number, floorMs = 0): number {
  const floor = Math.min(floorMs, longestFloorMs)
  if (failures < failuresBeforeRest) return floor
  const rest = Math.min(longestRestMs, firstRestMs * 2 ** (failures - failuresBeforeRest))
  return Math.max(jittered(rest, random), floor)
}

/** 20 % less to 20 % more, so that those who failed together do not come back together. */
function jittered(ms: number, random: number): number {
  return Math.round(ms * (0.8 + 0.4 * random))
}
