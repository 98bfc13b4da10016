import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { allOf, answerFields, answerList } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import type { JsonObject, PlainRow } from './model.ts'
import {
  choiceParameter,
  dateRange,
  idListParameter,
  integerParameter,
  textParameter,
} from './parameters.ts'
import { formatStamp, stamps } from './product-view.ts'
import type { Store } from './store.ts'

const orders = ['DATE_CREATED_ASC', 'DATE_CREATED_DESC', 'RATING_ASC', 'RATING_DESC'] as const

/** Reviews of products: search, publish, remove, one by one or many at once. */
export const reviewRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/reviews',
    scope: 'read_reviews',
    handle: (call) =>
      answerList(call, {
        rows: call.store.reviews,
        keep: reviewFilter(call.query),
        compare: reviewOrder(call),
        show: (review) => showReview(call.store, review),
      }),
  },
  {
    method: 'GET',
    path: '/reviews/filters_data',
    scope: 'read_reviews',
    handle: (call) => {
      const all = [...call.store.reviews.all()]
      const count = (status: string) =>
        all.filter((review) => review.fields['status'] === status).length
      return answerFields(call, {
        allCount: all.length,
        moderatedCount: count('moderated'),
        publishedCount: count('published'),
      })
    },
  },
  {
    method: 'PUT',
    path: '/reviews/mass_update',
    scope: 'update_reviews',
    handle: (call) => {
      const body = call.body()
      const chosen = chosenReviews(call.store, body)
      for (const review of chosen) {
        if (body['delete'] === true) remove(call.store, review)
        else setStatus(call.store, review, readStatus(body['newStatus'], 'newStatus'))
      }
      return json(200, { updateCount: chosen.length })
    },
  },
  {
    method: 'PUT',
    path: '/reviews/:id',
    scope: 'update_reviews',
    handle: (call) => {
      setStatus(call.store, findReview(call), readStatus(call.body()['status'], 'status'))
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/reviews/:id',
    scope: 'update_reviews',
    handle: (call) => {
      remove(call.store, findReview(call))
      return json(200, { deleteCount: 1 })
    },
  },
]

function findReview(call: ApiCall): PlainRow {
  const id = call.params['id'] ?? ''
  const found = call.store.reviews.find(id)
  if (found !== undefined) return found
  throw new EcwidError(404, 'PRODUCT_REVIEW_NOT_FOUND', `Review #${id} not found`)
}

/** Written in capitals, kept and shown in small letters. */
function readStatus(value: unknown, name: string): string {
  if (value === 'PUBLISHED' || value === 'MODERATED') return value.toLowerCase()
  throw wrongParameter(`Field Review.${name} has a wrong value: expected PUBLISHED or MODERATED`)
}

function reviewFilter(query: URLSearchParams): (review: PlainRow) => boolean {
  const status = choiceParameter(query, 'status', ['moderated', 'published'])
  const rating = integerParameter(query, 'rating')
  const productId = integerParameter(query, 'productId')
  const orderId = textParameter(query, 'orderId')
  const ids = idListParameter(query, 'reviewId')
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  const keyword = textParameter(query, 'keyword')?.toLowerCase()
  return allOf<PlainRow>(
    status && (({ fields }) => fields['status'] === status),
    rating === undefined ? undefined : ({ fields }) => fields['rating'] === rating,
    productId === undefined ? undefined : ({ fields }) => fields['productId'] === productId,
    // The filter takes the internal number, rows show the public id.
    orderId === undefined ? undefined : ({ fields }) => String(fields['orderNumber']) === orderId,
    ids && (({ id }) => ids.includes(id)),
    created && (({ createdAt }) => created(createdAt)),
    updated && (({ updatedAt }) => updated(updatedAt)),
    keyword === undefined
      ? undefined
      : ({ fields }) => String(fields['review']).toLowerCase().includes(keyword),
  )
}

function reviewOrder(call: ApiCall): (a: PlainRow, b: PlainRow) => number {
  const order = choiceParameter(call.query, 'sortBy', orders) ?? 'DATE_CREATED_DESC'
  const sign = order.endsWith('DESC') ? -1 : 1
  const of = ({ createdAt, fields }: PlainRow) =>
    order.startsWith('RATING') ? Number(fields['rating']) : createdAt
  return (a, b) => sign * (of(a) - of(b)) || sign * (a.id - b.id)
}

/** The rows that a mass update is about. */
function chosenReviews(store: Store, body: JsonObject): readonly PlainRow[] {
  const all = [...store.reviews.all()]
  switch (body['selectMode']) {
    case 'ALL':
      return all
    case 'SELECTED': {
      const ids: unknown = body['reviewIds']
      if (!Array.isArray(ids)) throw wrongParameter('Field reviewIds is absent')
      return all.filter(({ id }) => ids.includes(id))
    }
    case 'ALL_FILTERED':
      return all.filter(massFilter((body['currentFilters'] ?? {}) as JsonObject))
    default:
      throw wrongParameter('Field selectMode must be SELECTED, ALL_FILTERED or ALL')
  }
}

/** The filters of a mass update: lists of ids, and the status in capitals, unlike in a search. */
function massFilter(filters: JsonObject): (review: PlainRow) => boolean {
  const status =
    filters['status'] === undefined ? undefined : readStatus(filters['status'], 'status')
  const keyword = filters['searchKeyword']
  const bounds = new URLSearchParams()
  for (const name of ['createdFrom', 'createdTo']) {
    const bound = filters[name]
    if (typeof bound === 'string' || typeof bound === 'number') bounds.set(name, String(bound))
  }
  const created = dateRange(bounds, 'createdFrom', 'createdTo')
  const within = (name: string, read: (review: PlainRow) => unknown) => {
    const list: unknown = filters[name]
    if (list === undefined) return undefined
    if (!Array.isArray(list)) {
      throw wrongParameter(`Field currentFilters.${name} has a wrong value: expected array`)
    }
    return (review: PlainRow) => list.includes(read(review))
  }
  return allOf<PlainRow>(
    within('reviewId', ({ id }) => id),
    within('productId', ({ fields }) => fields['productId']),
    within('orderId', ({ fields }) => fields['orderNumber']),
    within('rating', ({ fields }) => fields['rating']),
    status === undefined ? undefined : ({ fields }) => fields['status'] === status,
    created && (({ createdAt }) => created(createdAt)),
    typeof keyword === 'string'
      ? ({ fields }) => String(fields['review']).toLowerCase().includes(keyword.toLowerCase())
      : undefined,
  )
}

function setStatus(store: Store, review: PlainRow, status: string): void {
  store.reviews.put({
    ...review,
    updatedAt: store.nowSeconds(),
    fields: { ...review.fields, status },
  })
  store.touch('reviewsUpdated')
  store.announce('review.updated', review.id, eventData(review, status.toUpperCase()))
}

function remove(store: Store, review: PlainRow): void {
  store.reviews.delete(review.id)
  store.touch('reviewsUpdated')
  store.recordDeletion('reviews', review.id)
  store.announce('review.deleted', review.id, eventData(review))
}

function eventData({ fields }: PlainRow, status?: string): JsonObject {
  return {
    productId: fields['productId'],
    orderId: fields['orderNumber'],
    ...(status === undefined ? {} : { status }),
  }
}

/** A review as the REST API prints it. */
export function showReview(store: Store, review: PlainRow): JsonObject {
  const { orderNumber: _number, ...fields } = review.fields
  return {
    id: review.id,
    ...fields,
    createDate: formatStamp(store, review.createdAt),
    updateDate: formatStamp(store, review.updatedAt),
    ...stamps(store, review),
  }
}
