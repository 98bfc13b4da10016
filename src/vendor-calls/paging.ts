/**
 * Pages: what the client asked, what the vendor is asked, and where the next page begins.
 *
 * `pageSize` is 200 unless given (less where the vendor gives less), at most 5,000 and at most the vendor's
 * maximum; a larger wish is cut and told in `Elements-Error`. All arithmetic uses the size in force, so a walk
 * neither loses nor repeats records. There is no token after the last page: the vendor's total says so, or a
 * page that is not full.
 */
import { PlatformError } from '../core/errors.ts'
import type { VendorConnection } from './connection.ts'
import { readPageToken, walkFingerprint, writePageToken, type PageToken } from './page-token.ts'
import { configured } from './placeholders.ts'
import type { ResourcePlan } from './plan.ts'
import { readPath } from './value-path.ts'

export const defaultPageSize = 200
export const largestPageSize = 5000

export interface PageQuestion {
  readonly style: 'offset' | 'page' | 'cursor' | 'sliced'
  readonly size: number
  /** Records before this page; unknown with a cursor. */
  readonly offset: number
  /** 1-based. */
  readonly page: number
  readonly cursor: string | undefined
  readonly fingerprint: string
  readonly notice: string | undefined
}

/** Reads `page`, `pageSize` and `nextPage`. Undefined for a resource without pages; 400 for values that make no sense. */
export function readPageQuestion(
  plan: ResourcePlan,
  connection: VendorConnection,
  path: string,
  query: Readonly<Record<string, string>>,
): PageQuestion | undefined {
  if (plan.paging === 'none') return undefined
  const style = plan.paging === 'sliced' ? 'sliced' : styleOf(connection, plan)
  const fingerprint = walkFingerprint(path, query)
  const token =
    query['nextPage'] === undefined || query['nextPage'] === ''
      ? undefined
      : readPageToken(query['nextPage'], fingerprint)
  const asked = count(query, 'pageSize')
  const limit = limitOf(plan, connection, style)
  // A page number only means something together with the size it was counted in.
  const wanted = token?.page === undefined ? (asked ?? token?.size) : token.size
  const size = Math.min(wanted ?? defaultPageSize, limit)
  const page = token === undefined ? (count(query, 'page') ?? 1) : (token.page ?? 1)
  if (style === 'cursor' && token === undefined && page > 1) {
    throw refuse(
      'page',
      "This resource is walked with the token of Elements-Next-Page-Token; 'page' can only be 1",
    )
  }
  return {
    style,
    size,
    page,
    offset: token?.offset ?? (page - 1) * size,
    cursor: token?.cursor,
    fingerprint,
    notice:
      wanted !== undefined && wanted > limit
        ? `pageSize ${wanted} is above the maximum; ${limit} was used`
        : undefined,
  }
}

/** The vendor's query parameters for a page. */
export function pageParameters(
  plan: ResourcePlan,
  connection: VendorConnection,
  question: PageQuestion,
): Record<string, string> {
  const parameters: Record<string, string> = {}
  if (question.style === 'sliced') return parameters
  const { page, pageSize, cursor } = plan.pagingNames
  if (pageSize !== undefined) parameters[pageSize] = String(question.size)
  if (question.style === 'offset' && page !== undefined) parameters[page] = String(question.offset)
  if (question.style === 'page' && page !== undefined) {
    parameters[page] = String(question.page - 1 + startIndexOf(connection))
  }
  if (question.style === 'cursor' && question.cursor !== undefined) {
    Object.assign(parameters, cursorParameters(question.cursor, cursor ?? page))
  }
  return parameters
}

/** What a vendor's page held, before hooks changed it. */
export interface VendorPage {
  readonly returned: number
  readonly total: number | undefined
  readonly rawBody: unknown
}

/** The token of the page after this one, or undefined at the end. */
export function nextPageToken(
  plan: ResourcePlan,
  question: PageQuestion,
  answer: VendorPage,
): string | undefined {
  const { size, fingerprint, offset, page } = question
  const common = { size, fingerprint }
  if (question.style === 'cursor') {
    const cursor = readPath(answer.rawBody, plan.resource.nextPageKey ?? '')
    if (typeof cursor !== 'string' && typeof cursor !== 'number') return undefined
    return cursor === '' ? undefined : writePageToken({ ...common, cursor: String(cursor) })
  }
  if (answer.returned === 0) return undefined
  const seen = offset + answer.returned
  const isEnd = answer.total === undefined ? answer.returned < size : seen >= answer.total
  if (isEnd) return undefined
  const next: PageToken =
    question.style === 'page' ? { ...common, page: page + 1 } : { ...common, offset: seen }
  return writePageToken(next)
}

/** Cuts a page out of a vendor's whole answer. */
export function slicePage(
  items: readonly unknown[],
  question: PageQuestion,
): { items: readonly unknown[]; next: string | undefined } {
  const { offset, size, fingerprint } = question
  const end = offset + size
  const next = end < items.length ? writePageToken({ size, fingerprint, offset: end }) : undefined
  return { items: items.slice(offset, end), next }
}

/**
 * A cursor is a word, or the address of the next page. Of an address only the query is used, so that a token
 * cannot send credentials to another host.
 */
function cursorParameters(cursor: string, name: string | undefined): Record<string, string> {
  if (/^https?:\/\//i.test(cursor) && URL.canParse(cursor)) {
    const query = new URL(cursor).searchParams
    const value = name === undefined ? null : query.get(name)
    if (name !== undefined && value !== null) return { [name]: value }
    return Object.fromEntries(query)
  }
  return name === undefined ? {} : { [name]: cursor }
}

function styleOf(connection: VendorConnection, plan: ResourcePlan): 'offset' | 'page' | 'cursor' {
  if (plan.resource.nextPageKey !== undefined && plan.resource.nextPageKey !== '') return 'cursor'
  const style = configured(connection.configuration, 'pagination.type')
  return style === 'offset' || style === 'cursor' ? style : 'page'
}

/** Number of the vendor's first page. */
function startIndexOf(connection: VendorConnection): number {
  const value = Number(configured(connection.configuration, 'pagination.page.startindex') ?? '1')
  return value === 0 ? 0 : 1
}

function limitOf(
  plan: ResourcePlan,
  connection: VendorConnection,
  style: PageQuestion['style'],
): number {
  if (style === 'sliced') return largestPageSize
  const own = plan.resource.hubwright?.maxPageSize
  const vendor = own ?? configuredMaximum(connection, plan.objectName) ?? largestPageSize
  return Math.min(vendor, largestPageSize)
}

/** `pagination.max`: a number, or a JSON map from object to number with a `default`. */
function configuredMaximum(connection: VendorConnection, objectName: string): number | undefined {
  const text = configured(connection.configuration, 'pagination.max')
  if (text === undefined) return undefined
  if (!text.trimStart().startsWith('{')) return positive(Number(text))
  try {
    const map = JSON.parse(text) as Record<string, unknown>
    return positive(Number(map[objectName] ?? map['default']))
  } catch {
    // Written by people; a map that cannot be read limits nothing, the vendor still does.
    return undefined
  }
}

function positive(value: number): number | undefined {
  return Number.isInteger(value) && value > 0 ? value : undefined
}

function count(query: Readonly<Record<string, string>>, name: string): number | undefined {
  const text = query[name]
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!/^\d{1,9}$/.test(text) || value < 1) {
    throw refuse(name, `'${name}' must be a whole number from 1 on, not '${text.slice(0, 40)}'`)
  }
  return value
}

function refuse(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path, message }] })
}
