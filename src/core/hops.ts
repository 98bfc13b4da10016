/**
 * How often notifications led to notifications. A callback may be this API itself, or another that calls it: each
 * delivery says how many there were, and a request that comes of too many is refused, so that none goes round for ever.
 */
import { PlatformError } from './errors.ts'

type Header = string | string[] | undefined

/** Of deliveries; a whole number from 1 on. */
export const hopsHeader = 'hubwright-hops'
/** A request that changes something is refused from here on. */
const mostHops = 5

/** 0 without the header; the most when it was given several times. What is no number counts for nothing. */
export function readHops(header: Header): number {
  const texts = [header ?? []].flat().flatMap((text) => text.split(','))
  const hops = texts.filter((text) => /^\s*\d{1,9}\s*$/.test(text)).map(Number)
  return Math.min(mostHops, Math.max(0, ...hops))
}

/** What is kept of the header with what came, so that the notifications of it count on. */
export function keptHops(header: Header): Record<string, string> {
  const hops = readHops(header)
  return hops === 0 ? {} : { [hopsHeader]: String(hops) }
}

/** Why a request is refused that comes of too many notifications; undefined when it does not. */
export function loopRefusal(header: Header): PlatformError | undefined {
  if (readHops(header) < mostHops) return undefined
  return new PlatformError(
    'notification_loop',
    `The request comes of a notification that comes of ${mostHops - 1} others or more: a callback leads back to this API`,
  )
}
