export type SortValue = string | number | undefined

export interface Order {
  /** Key of the column. */
  readonly column: string
  readonly isDescending: boolean
}

interface SortableColumn<Row> {
  readonly key: string
  sortBy?(row: Row): SortValue
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** The rows in the order of one of the columns; as they came when it is none of them or cannot be sorted. Pure. */
export function sortedBy<Row>(
  rows: readonly Row[],
  columns: readonly SortableColumn<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === order?.column)?.sortBy
  return order === undefined || sortBy === undefined
    ? rows
    : sortRows(rows, sortBy, order.isDescending)
}

/** The rows in order; equal ones stay as they were, and those without a value come last either way. Pure. */
function sortRows<Row>(
  rows: readonly Row[],
  sortBy: (row: Row) => SortValue,
  isDescending: boolean,
): Row[] {
  const sign = isDescending ? -1 : 1
  // Each value is asked for once, not at each of the many comparisons.
  return rows
    .map((row) => ({ row, value: sortBy(row) }))
    .sort((one, other) => {
      if (one.value === undefined || other.value === undefined) {
        return Number(one.value === undefined) - Number(other.value === undefined)
      }
      return sign * compare(one.value, other.value)
    })
    .map(({ row }) => row)
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return collator.compare(String(one), String(other))
}
