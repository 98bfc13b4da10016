/** Paging through a list: by the token of the page before, or as old clients do, by the number of a page. */
import type { FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { PlatformError } from '../core/errors.ts'
import { mostCounted, mostLooked, type TokenPage, type ViewPage } from '../storage/list-store.ts'
import { notice } from './elements-error.ts'

export const largestPage = 200
/** Whoever goes by number makes the database walk to the page; so far it does. */
const furthestRow = 100_000

/** Query members of a paged list. */
export const PageQuery = {
  pageSize: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: `Items on a page; at most and by default ${largestPage}`,
    }),
  ),
  nextPage: Type.Optional(
    Type.String({ maxLength: 500, description: 'Elements-Next-Page-Token of the page before' }),
  ),
  page: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Number of the page, from 1; does not matter beside nextPage',
    }),
  ),
}

const PageQueryObject = Type.Object(PageQuery)
type Query = Static<typeof PageQueryObject>

/** A sentence of the descriptions of lists that may be long. */
export const countedWords = `Elements-Total-Count says how many fit; it is absent on pages of a token, where more than ${thousands(mostCounted)} do, or where more than ${thousands(mostLooked)} had to be looked through.`

/** Which part is wanted. Throws 400 for a number so large that only a token leads there. */
export function askedPage({ pageSize, nextPage, page = 1 }: Query): TokenPage {
  const size = Math.min(pageSize ?? largestPage, largestPage)
  const offset = nextPage === undefined ? (page - 1) * size : 0
  if (offset > furthestRow) {
    const message = `'page' leads beyond the first ${thousands(furthestRow)} items; go on with nextPage instead`
    throw new PlatformError('invalid_request', message, { details: [{ path: 'page', message }] })
  }
  return { pageSize: size, offset, nextPage }
}

/** What is on a page; sets its headers. */
export function shownPage<View>(
  reply: FastifyReply,
  { pageSize = largestPage }: Query,
  { views, nextPage, total }: ViewPage<View>,
): View[] {
  reply.header('elements-returned-count', views.length)
  if (total !== undefined) reply.header('elements-total-count', total)
  if (nextPage !== undefined) reply.header('elements-next-page-token', nextPage)
  noteOversize(reply, pageSize)
  if (nextPage !== undefined && views.length < Math.min(pageSize, largestPage)) {
    notice(reply, 'The page was cut for its size; go on with nextPage, not page')
  }
  return views
}

/** Says so where fewer were given than were asked for. */
export function noteOversize(reply: FastifyReply, wanted = largestPage): void {
  if (wanted <= largestPage) return
  notice(reply, `pageSize ${wanted} is above the maximum; ${largestPage} was used`)
}

function thousands(count: number): string {
  return count.toLocaleString('en')
}
