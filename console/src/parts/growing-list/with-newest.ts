export interface RecordPage<Row> {
  readonly data: readonly Row[]
  /** Token of the page after it. */
  readonly nextPage: string | undefined
  /** Of the whole list, where the API tells it. */
  readonly total?: number | undefined
}

/** A page as the API answers it. */
export function pageIn<Row>(answer: {
  readonly data: readonly Row[]
  readonly nextPage: string | undefined
  readonly headers: Headers
}): RecordPage<Row> {
  const total = answer.headers.get('elements-total-count')
  const { data, nextPage } = answer
  return { data, nextPage, total: total === null ? undefined : Number(total) }
}

interface Pages<Row> {
  readonly pages: readonly RecordPage<Row>[]
  readonly pageParams: readonly (string | undefined)[]
}

/**
 * The pages that are known, with the rows of the newest page that are not among them on top, and those that are as they
 * are now. When none of its rows is known there may be others between, so that it takes the place of all. Pure.
 */
export function withNewest<Row extends { readonly id: string }>(
  known: Pages<Row>,
  newest: RecordPage<Row>,
): { pages: RecordPage<Row>[]; pageParams: (string | undefined)[] } {
  const [first, ...others] = known.pages
  const ids = new Set(known.pages.flatMap(({ data }) => data.map(({ id }) => id)))
  const fresh = newest.data.filter(({ id }) => !ids.has(id))
  const hasGap = fresh.length === newest.data.length && newest.nextPage !== undefined
  if (first === undefined || hasGap) return { pages: [newest], pageParams: [undefined] }
  const current = new Map(newest.data.map((row) => [row.id, row]))
  const now = ({ data, nextPage }: RecordPage<Row>) => ({
    data: data.map((row) => current.get(row.id) ?? row),
    nextPage,
  })
  const top = now(first)
  return {
    pages: [{ ...top, data: [...fresh, ...top.data], total: newest.total }, ...others.map(now)],
    pageParams: [...known.pageParams],
  }
}
