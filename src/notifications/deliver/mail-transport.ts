/** Notifications as mails. Without a mail server they are kept, and so is what is too much for one address. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { toError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { Log } from '../../core/log.ts'
import { MailError, type Mailer } from '../../net/mailer.ts'
import type { Schema } from '../../storage/schema.ts'
import { giveMailBack, takeMail } from '../mail-quota-store.ts'
import type { Transport } from './transport.ts'

/** After a fault of ours. */
const pauseMs = 1000

export function createMailTransport(
  mailer: Mailer | undefined,
  db: Kysely<Schema>,
  log: Log,
): Transport {
  return {
    // One server takes them all, and each address is an endpoint of its own.
    originOf: (destination) => `mailto:${destination}`,
    async send({ organizationId, subscriptionId, destination, notificationId, body, signal }) {
      if (mailer === undefined) return { failure: 'not_configured' }
      const place = { organizationId, subscriptionId, address: destination }
      let isWithin: boolean
      try {
        isWithin = await takeMail(db, place, notificationId)
      } catch (error) {
        // A fault of ours is no failure of the address: it is tried again.
        log.warn({ err: toError(error), ...place }, 'a mail could not be counted')
        await delay(pauseMs, undefined, { signal }).catch(() => undefined)
        return undefined
      }
      if (!isWithin) return { failure: 'over_quota' }
      try {
        await mailer.send({ to: destination, ...mailOf(body) })
        return { status: 250 }
      } catch (error) {
        await giveMailBack(db, place).catch((failure: unknown) => {
          log.warn({ err: toError(failure), ...place }, 'a mail that did not go is counted')
        })
        if (!(error instanceof MailError)) throw error
        return { failure: error.failure, status: error.status }
      }
    },
  }
}

/** What a notification looks like as a mail. */
function mailOf(body: Buffer): { subject: string; text: string; replyTo: string | undefined } {
  const record = JSON.parse(body.toString()) as unknown
  const members = isJsonObject(record) ? record : {}
  const { subject, topic, message, from } = members
  return {
    subject: typeof subject === 'string' ? subject : `Notification: ${String(topic)}`,
    text: typeof message === 'string' ? message : JSON.stringify(message, undefined, 2),
    replyTo: typeof from === 'string' && isMailAddress(from) ? from : undefined,
  }
}

/** One address and nothing else, so that it can stand in a header as it is. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+$/.test(text)
}
