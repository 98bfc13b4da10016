/** A POST to a callback: signed anew for every try, the stored bytes, no redirects. */
import type { Clock } from '../../core/clock.ts'
import {
  type OutboundAnswer,
  type OutboundRequest,
  SendError,
  type Sender,
} from '../../net/sender.ts'
import { secretsIn } from '../subscription-config.ts'
import { keptAnswer, keptBytes } from './kept-answer.ts'
import { judgeStatus, type Try } from './outcome.ts'
import { requestHeaders } from './request-headers.ts'
import type { Transport } from './transport.ts'

/** For the whole exchange. */
const timeoutMs = 30_000

export function createWebhookTransport(sender: Pick<Sender, 'send'>, clock: Clock): Transport {
  return {
    originOf: (destination) => URL.parse(destination)?.origin ?? destination,
    async send({ destination, config, notificationId, body, hops, signal }) {
      const nowMs = clock.now()
      try {
        const answer = await sendTwiceWhereStale(sender, {
          method: 'POST',
          url: destination,
          headers: requestHeaders(config, { notificationId, body, hops, nowMs }),
          body,
          keptBytes,
          signal,
        })
        const { status, headers } = answer
        return {
          ...judgeStatus(status, headers['retry-after'], clock.now()),
          answer: keptAnswer(answer.body, headers['content-type'], secretsIn(config)),
        }
      } catch (error) {
        return signal.aborted ? undefined : tryOf(error)
      }
    },
  }
}

/**
 * A receiver may close a connection that rested just when it is used again. That is no failure of the receiver's: the
 * same request goes once more, on a new connection and within the same time.
 */
async function sendTwiceWhereStale(
  sender: Pick<Sender, 'send'>,
  request: Omit<OutboundRequest, 'timeoutMs'>,
): Promise<OutboundAnswer> {
  const start = performance.now()
  try {
    return await sender.send({ ...request, timeoutMs })
  } catch (error) {
    if (!(error instanceof SendError) || !error.isStale) throw error
    const left = Math.max(1, timeoutMs - Math.round(performance.now() - start))
    return sender.send({ ...request, timeoutMs: left, ownConnection: true })
  }
}

function tryOf(error: unknown): Try {
  if (error instanceof SendError) return { failure: error.failure }
  throw error
}
