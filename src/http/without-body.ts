import type { preValidationHookHandler } from 'fastify'

/** For routes whose body may be left out: none, or `null` as old clients send it, says no more than an empty object. */
export const withoutBody: preValidationHookHandler = (request, _reply, done) => {
  request.body ??= {}
  done()
}
