/** Pages of lists that stand in memory, such as the catalog's. */
import type { FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import { isJsonObject } from '../../../core/json.ts'
import { largestPage, noteOversize, PageQuery } from '../../paged-list.ts'

const PageQueryObject = Type.Object(PageQuery)

/** The wanted page of a list; sets the counts and, when there is more, the token of the next page. */
export function pageOf<T>(
  items: readonly T[],
  query: Static<typeof PageQueryObject>,
  reply: FastifyReply,
): readonly T[] {
  const token = query.nextPage === undefined ? undefined : readToken(query.nextPage)
  const wanted = query.pageSize ?? token?.pageSize ?? largestPage
  const pageSize = Math.min(wanted, largestPage)
  noteOversize(reply, wanted)
  const page = token?.page ?? query.page ?? 1
  const start = (page - 1) * pageSize
  const shown = items.slice(start, start + pageSize)
  reply.header('elements-returned-count', shown.length)
  reply.header('elements-total-count', items.length)
  if (start + pageSize < items.length) {
    reply.header('elements-next-page-token', writeToken({ pageSize, page: page + 1 }))
  }
  return shown
}

interface PageToken {
  readonly pageSize: number
  readonly page: number
}

function writeToken(token: PageToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

function readToken(text: string): PageToken {
  const token = parsed(Buffer.from(text, 'base64').toString('utf8'))
  if (isJsonObject(token) && isCount(token['pageSize']) && isCount(token['page'])) {
    return { pageSize: token['pageSize'], page: token['page'] }
  }
  const message = 'must be the Elements-Next-Page-Token of the page before'
  throw new PlatformError('invalid_request', `nextPage ${message}`, {
    details: [{ path: 'nextPage', message }],
  })
}

/** A token may come from anywhere; what is no JSON is no token. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
}
