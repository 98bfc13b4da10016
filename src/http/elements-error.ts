import type { FastifyReply } from 'fastify'

const longest = 1000

/** Says in `Elements-Error` what of a request was not done although it was answered; one notice after the other. */
export function notice(reply: FastifyReply, text: string): void {
  const before = reply.getHeader('elements-error')
  const all = before === undefined ? text : `${String(before)}; ${text}`
  // A header takes no other characters.
  reply.header('elements-error', all.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, longest))
}
