/**
 * The other kind of caller: a browser that shows the token of a connect session. It is judged by routes whose access is
 * `connect` and by no other, and those take nothing else, so the token reaches just them. Nothing is remembered: a
 * session that was revoked or used is so at once, on every node.
 */
import type { onRequestHookHandler } from 'fastify'
import { PlatformError } from '../core/errors.ts'
import type { OpenConnectSession } from '../instances/connect/connect-sessions.ts'

export interface ConnectSessionSource {
  /** Undefined for unknown tokens, and those whose maker may no longer make instances. */
  openByToken(token: string): Promise<OpenConnectSession | undefined>
}

const form = /^connect[ \t]+(\S+)$/i

/** The hook of a route for the widget; sets `request.connectSession` or answers 401. */
export function judgeConnectSession(sessions: ConnectSessionSource): onRequestHookHandler {
  return (request, _reply, done) => {
    const token = form.exec(request.headers.authorization?.trim() ?? '')?.[1]
    if (token === undefined) return done(refusal('Send Authorization: Connect <session token>'))
    /* oxlint-disable promise/no-callback-in-promise */
    sessions.openByToken(token).then(
      (session) => {
        request.connectSession = session
        done(
          session === undefined ? refusal('Ask for a new session where you came from') : undefined,
        )
      },
      (error: Error) => done(error),
    )
    /* oxlint-enable promise/no-callback-in-promise */
  }
}

function refusal(hint: string): PlatformError {
  return new PlatformError(
    'unauthorized',
    'The token of the connect session is missing or wrong.',
    {
      details: [{ path: 'Authorization', message: hint }],
    },
  )
}
