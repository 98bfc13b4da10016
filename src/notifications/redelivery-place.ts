/** Where a request to send a range again ended, so that the next one goes on there. Pure. */
import { PlatformError } from '../core/errors.ts'

/** A delivery within a subscription, by the time and id of its notification. */
export interface DeliveryMark {
  /** ISO 8601 with microseconds, UTC. */
  readonly created: string
  readonly notificationId: number
}

export interface RedeliveryPlace {
  readonly subscriptionId: number
  /** The last that was put back; undefined: none of this subscription yet. */
  readonly after: DeliveryMark | undefined
  /** The range ends here (ISO 8601), however much is told meanwhile. */
  readonly until: string
}

export function writePlace({ subscriptionId, after, until }: RedeliveryPlace): string {
  const mark = after === undefined ? '-' : `${after.created}/${after.notificationId}`
  return Buffer.from(`${subscriptionId} ${mark} ${until}`).toString('base64url')
}

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z`
const shape = new RegExp(String.raw`^(\d{1,15}) (?:-|(${time})/(\d{1,15})) (${time})$`)

/**
 * Throws invalid_request for what is no place.
 * @param subscriptionId the only one that it may be of
 */
export function readPlace(token: string, subscriptionId?: number): RedeliveryPlace {
  const match = shape.exec(Buffer.from(token, 'base64url').toString('latin1'))
  const [, id, created, notificationId, until = ''] = match ?? []
  const areTimes = [created ?? until, until].every(isTime)
  const isOurs = subscriptionId === undefined || subscriptionId === Number(id)
  if (match === null || !areTimes || !isOurs) throw notOurs()
  const after =
    created === undefined ? undefined : { created, notificationId: Number(notificationId) }
  return { subscriptionId: Number(id), after, until }
}

/** Whether there was such a moment: JavaScript takes a 30th of February for one, the database does not. */
function isTime(text: string): boolean {
  const ms = Date.parse(text)
  return ms >= 0 && new Date(ms).toISOString().slice(0, 19) === text.slice(0, 19)
}

function notOurs(): PlatformError {
  const message = 'must be the nextPage of the answer before, to the same request'
  return new PlatformError('invalid_request', `'nextPage' ${message}`, {
    details: [{ path: 'nextPage', message }],
  })
}
