import type { FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify'
import type { Hub } from '../../../hub/hub.ts'
import { basePath, unnamedHub } from '../../hub-paths.ts'
import type { ClaimKey } from '../../idempotency.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { hubRequestOf, placesOf } from './hub-request-of.ts'
import { checkAccept, nameInstance, sendAnswer } from './send-answer.ts'

/** First segments that a connector may have as resources, too. The rest of the platform's stay its own always. */
const sharedNames = /^(?:elements|usage|vendor-apps)(?:[/?]|$)/

/**
 * Some paths of the platform may also be those of a connector. Whoever names an instance in the header means its
 * resource when the connector has exactly that one, and the platform's route otherwise, because old clients send
 * the same full header with everything. Holds for all routes that are registered after it.
 */
export function preferOwnResource(server: PlatformServer, hub: Hub, claimKey: ClaimKey): void {
  server.addHook('onRoute', (options) => {
    // Calls of a connector's resources never get here: they do without the hook.
    const rest = options.url.slice(basePath.length + 1)
    if (options.config?.access === 'instance' || !sharedNames.test(rest)) return
    const given = options.preValidation ?? []
    options.preValidation = [
      ...(Array.isArray(given) ? given : [given]),
      answerWithOwn(hub, claimKey),
    ]
  })
}

function answerWithOwn(hub: Hub, claimKey: ClaimKey): preValidationHookHandler {
  return (request, reply, done) => {
    const url = request.instanceCaller === undefined ? undefined : ownUrl(request)
    if (url === undefined) return done()
    // A callback hook, because a promise on every warm call would cost more than the look-up.
    // oxlint-disable-next-line promise/no-callback-in-promise
    answerOwn(hub, claimKey, request, reply, url).catch(done)
  }
}

async function answerOwn(
  hub: Hub,
  claimKey: ClaimKey,
  request: FastifyRequest,
  reply: FastifyReply,
  url: string,
): Promise<void> {
  nameInstance(request, reply)
  checkAccept(request)
  const isCreate = request.method === 'POST'
  if (isCreate && (await claimKey(request, reply, request.instanceCaller))) return
  sendAnswer(reply, await hub.call(hubRequestOf(request, url)))
}

/** The hub's form of the URL, when the connector has the resource. */
function ownUrl(request: FastifyRequest): string | undefined {
  const rest = (request.raw.url ?? '').slice(basePath.length + 1)
  if (!sharedNames.test(rest)) return undefined
  const url = `${basePath}/hubs/${unnamedHub}/${rest}`
  const connector = request.instanceCaller?.instance.connector
  const match = connector?.findResource(request.method, placesOf(url).segments)
  return match === undefined || match.isGeneric === true ? undefined : url
}
