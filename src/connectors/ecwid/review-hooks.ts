import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type {
  HookContext,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { changedRecord, foundRecord } from './found-records.ts'
import { bodyObject, wrongMember } from './partial-body.ts'
import { recordPath } from './read-back.ts'
import { conditionsOn, literalOf, unusable } from './where-literals.ts'

const statuses: readonly string[] = ['moderated', 'published']
const selectModes: readonly string[] = ['SELECTED', 'ALL_FILTERED', 'ALL']

/** Hooks of reviews, by route. */
export const reviewHooks: Readonly<Record<string, ResourceHooks>> = {
  'GET /reviews': { preRequest: askForReviews },
  'GET /reviews/{id}': foundRecord(findReview),
  'PATCH /reviews/{id}': {
    preRequest: (context) => ({
      vendor: { body: { status: writtenStatus(bodyObject(context.request.body), 'status') } },
    }),
    postRequest: (context) =>
      changedRecord(context, findReview, {
        status: shownStatus(bodyObject(context.request.body)['status']),
      }),
  },
  'PATCH /reviews/mass_update': {
    preRequest: (context) => ({ vendor: { body: massUpdate(context.request.body) } }),
  },
}

/** The vendor searches by the internal number of an order, while rows show the public id. */
async function askForReviews(
  context: HookContext,
  draft: VendorRequestDraft,
): Promise<PreRequestOutcome | undefined> {
  const [condition] = conditionsOn(context.expression, 'orderId')
  if (condition === undefined) return undefined
  const id = String(literalOf(condition))
  const orderId = /^\d+$/.test(id) ? id : await internalNumber(context, id)
  return { vendor: { query: { ...draft.query, orderId } } }
}

async function internalNumber(context: HookContext, id: string): Promise<string> {
  let order: unknown
  try {
    const query = { responseFields: 'internalId,orderNumber' }
    const path = recordPath('/orders', id)
    order = (await context.callVendor({ method: 'GET', path, query })).body
  } catch (thrown) {
    if (!(thrown instanceof PlatformError) || thrown.code !== 'vendor_not_found') throw thrown
    throw unusable('orderId', `orderId must name an order that exists; '${id}' does not`, thrown)
  }
  const { internalId, orderNumber } = isJsonObject(order) ? order : {}
  const number = internalId ?? orderNumber
  if (typeof number === 'number') return String(number)
  throw new PlatformError(
    'vendor_answer_unreadable',
    `The store does not say the number of order '${id}', which orderId needs.`,
  )
}

/** The vendor reads single reviews by a search only. */
async function findReview(
  context: HookContext,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined
  const { body } = await context.callVendor({
    method: 'GET',
    path: '/reviews',
    query: { reviewId: id },
  })
  const rows: unknown = isJsonObject(body) ? body['items'] : undefined
  if (Array.isArray(rows)) return rows.filter(isJsonObject).find((row) => String(row['id']) === id)
  throw new PlatformError('vendor_answer_unreadable', 'The store answered no list of reviews.')
}

function shownStatus(status: unknown): unknown {
  return typeof status === 'string' ? status.toLowerCase() : status
}

/** A status as the vendor wants it written: in capitals, whereas it shows small letters. */
function writtenStatus(body: Readonly<Record<string, unknown>>, name: string): string {
  const status = shownStatus(body[name])
  if (typeof status === 'string' && statuses.includes(status)) return status.toUpperCase()
  throw wrongMember(`/${name}`, `must be one of ${statuses.join(', ')}`)
}

/** What would hit other reviews than were meant is refused here: the vendor ignores what does not fit the mode. */
function massUpdate(sent: unknown): Record<string, unknown> {
  const body = bodyObject(sent)
  const { selectMode, delete: remove, newStatus, reviewIds, currentFilters, ...others } = body
  const [other] = Object.keys(others)
  if (other !== undefined) throw wrongMember(`/${other}`, 'is no member of a mass update')
  if (!selectModes.includes(String(selectMode))) {
    throw wrongMember('/selectMode', `must be one of ${selectModes.join(', ')}`)
  }
  if (remove !== undefined && typeof remove !== 'boolean') {
    throw wrongMember('/delete', 'must be true or false')
  }
  if ((remove === true) === (newStatus !== undefined)) {
    throw wrongMember('/newStatus', 'must be sent, unless delete is true, and never with it')
  }
  const isSelected = selectMode === 'SELECTED'
  if (isSelected ? !isIdList(reviewIds) : reviewIds !== undefined) {
    throw wrongMember('/reviewIds', 'must be a list of ids with SELECTED, and absent otherwise')
  }
  const isFiltered = selectMode === 'ALL_FILTERED'
  if (isFiltered ? !hasMembers(currentFilters) : currentFilters !== undefined) {
    throw wrongMember(
      '/currentFilters',
      'must name a filter with ALL_FILTERED, and be absent otherwise',
    )
  }
  return {
    selectMode,
    delete: remove === true,
    ...(remove === true ? {} : { newStatus: writtenStatus(body, 'newStatus') }),
    ...(isSelected ? { reviewIds } : {}),
    ...(isFiltered ? { currentFilters: writtenFilters(currentFilters) } : {}),
  }
}

function isIdList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((id) => Number.isSafeInteger(id))
}

function hasMembers(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0
}

function writtenFilters(filters: unknown): unknown {
  if (!isJsonObject(filters) || filters['status'] === undefined) return filters
  return { ...filters, status: writtenStatus(filters, 'status') }
}
