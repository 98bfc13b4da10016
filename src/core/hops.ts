/**
 * How often notifications led to notifications. A callback may be this API itself, or another that calls it: each
 * delivery says how many there were, and a request that comes of too many is refused, so that none goes round for ever.
 */

/** Of deliveries; a whole number from 1 on. */
export const hopsHeader = 'hubwright-hops'
/** A request that changes something is refused from here on. */
export const mostHops = 5

/** 0 without the header; the most when it was given several times. What is no number counts for nothing. */
export function readHops(header: string | string[] | undefined): number {
  const texts = [header ?? []].flat().flatMap((text) => text.split(','))
  const hops = texts.filter((text) => /^\s*\d{1,9}\s*$/.test(text)).map(Number)
  return Math.min(mostHops, Math.max(0, ...hops))
}
