/** When something that did not go well is tried again, and when it is given up. */
const second = 1000
const minute = 60 * second

/** While our own parts are at fault, such as the database: as long as that lasts. */
export const ownFaultPauseMs = 5 * second
/** After a failure of the event alone. A failure that stays is over in about twenty minutes, and keeps nobody else waiting. */
const ownPausesMs = [second, 5 * second, 30 * second, 2 * minute, 5 * minute, 10 * minute]
/** While the vendor cannot be read, about four hours: then its word is told, unproven, rather than lost. */
const vendorPausesMs = [
  10 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  60 * minute,
  60 * minute,
  60 * minute,
]
/** Longest that we wait because a vendor says so. */
const longestPauseMs = 60 * minute

/**
 * A node that dies leaves claims without an end, of what it died of and of everything beside it. After so many an event is
 * set apart: claimed by itself, while nothing else of its kind is under way, so that only what kills is blamed further.
 */
export const claimsTogether = 2
/** An event that so many nodes died with while it was alone is given up. They die of other things as well, rarely then. */
export const claimsAlone = 5
/** How long it rests after a node died with it alone, in seconds: 5, 15, 45 and so on. */
export const pauseAloneS = { base: 5, growth: 3 }

/** How long to wait after a failure of the event alone when there were so many before; undefined: it is given up. */
export function pauseAfterFailure(failures: number): number | undefined {
  return ownPausesMs[failures]
}

/** The same while the vendor cannot be read. `Retry-After` is honoured for an hour. */
export function pauseForVendor(failures: number, retryAfterMs = 0): number | undefined {
  const pauseMs = vendorPausesMs[failures]
  if (pauseMs === undefined) return undefined
  return Math.max(pauseMs, Math.min(retryAfterMs, longestPauseMs))
}
