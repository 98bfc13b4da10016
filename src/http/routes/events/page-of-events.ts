/** Paging through what is ordered by event, the newest first. */
import type { FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'

const usualPage = 100
const largestPage = 200

export const PageQuery = {
  pageSize: Type.Optional(
    Type.Integer({
      minimum: 1,
      default: usualPage,
      description: `At most ${largestPage} are given`,
    }),
  ),
  nextPage: Type.Optional(
    Type.String({ maxLength: 100, description: 'Elements-Next-Page-Token of the page before' }),
  ),
}

type Query = Static<ReturnType<typeof Type.Object<typeof PageQuery>>>

/** What to ask for: one more than is shown, to know whether there is more. Throws 400 for a token that is not ours. */
export function askedPage({ pageSize = usualPage, nextPage }: Query) {
  return {
    limit: Math.min(pageSize, largestPage) + 1,
    beforeId: nextPage === undefined ? undefined : readToken(nextPage),
  }
}

/** The rows of the page; sets the headers. */
export function shownPage<Row>(
  reply: FastifyReply,
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => number,
): readonly Row[] {
  const shown = rows.slice(0, limit - 1)
  const last = shown.at(-1)
  if (rows.length >= limit && last !== undefined) {
    const token = Buffer.from(`before ${idOf(last)}`).toString('base64url')
    reply.header('elements-next-page-token', token)
  }
  reply.header('elements-returned-count', shown.length)
  return shown
}

function readToken(token: string): number {
  const match = /^before (\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))
  if (match !== null) return Number(match[1])
  const message =
    "The 'nextPage' token cannot be read; use the value of Elements-Next-Page-Token as it came"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'nextPage', message }] })
}
