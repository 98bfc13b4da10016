/**
 * A table for few or very many rows (tested with 100,000): only the rows in sight are in the page. The head sorts; the
 * arrow keys, Page Up and Down, Home and End move a mark over the rows, and Enter opens the marked one.
 */
import { VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import classes from './data-table.module.css'
import { useHiddenSides } from './hidden-sides.ts'
import { sortedBy, type Order, type SortValue } from './sort-rows.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: string
  /** CSS grid track: `minmax(160px, 2fr)`, `120px`. */
  readonly width: string
  render(row: Row): ReactNode
  /** By what the column is sorted; without it, it cannot be. */
  sortBy?(row: Row): SortValue
  readonly align?: 'start' | 'end'
  /** Left out where there is little room. */
  readonly isForDesks?: boolean
  /** The title is for people who do not see the table. */
  readonly isTitleHidden?: boolean
}

export interface DataTableProps<Row> {
  /** What the rows are, for people who do not see the table: "Instances". */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  rowKey(row: Row): string | number
  /** Makes rows clickable; Enter does the same. */
  onOpen?(row: Row): void
  readonly initialOrder?: Order | undefined
  /** Told when the head sorted. */
  onOrder?(order: Order): void
  /** In pixels; the table scrolls within it. */
  readonly maxHeight?: number
  /** In the place of the rows when there are none. */
  readonly empty?: ReactNode
  /** Told when the last rows come into sight, so that more can be read. */
  onNearEnd?(): void
}

const rowHeight = 44
/** So many rows before the last one the end is near. */
const nearRows = 12

export function DataTable<Row>(props: DataTableProps<Row>) {
  const isNarrow = useMediaQuery('(max-width: 48em)')
  const { label, rows, rowKey, onOpen, onOrder, maxHeight = 560, empty } = props
  const columns = useMemo(
    () => props.columns.filter(({ isForDesks }) => !(isNarrow && isForDesks === true)),
    [props.columns, isNarrow],
  )
  const [order, setOrder] = useState(props.initialOrder)
  // By all columns: the order holds also where its column has no room.
  const sorted = useMemo(() => sortedBy(rows, props.columns, order), [rows, props.columns, order])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rowKey(sorted[index] as Row),
    overscan: 8,
  })
  const { onNearEnd } = props
  const lastInSight = virtual.getVirtualItems().at(-1)?.index ?? 0
  const isNearEnd = sorted.length > 0 && lastInSight >= sorted.length - nearRows
  useEffect(() => {
    if (isNearEnd) onNearEnd?.()
  }, [isNearEnd, onNearEnd, sorted.length])
  const marked = useMarkedRow(sorted.length, Math.floor(maxHeight / rowHeight) - 2, (index) =>
    virtual.scrollToIndex(index),
  )
  const open = onOpen === undefined ? undefined : (index: number) => onOpen(sorted[index] as Row)
  const template = {
    gridTemplateColumns: columns.map(({ width }) => width).join(' '),
    minWidth: columns.reduce((sum, { width }) => sum + leastOf(width), 0),
  }
  const more = useHiddenSides(scroller)
  return (
    <div className={classes['frame']} data-more-left={more.left} data-more-right={more.right}>
      <div
        ref={scroller}
        className={classes['scroller']}
        style={{ maxHeight }}
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={marked.index === undefined ? undefined : `${label}-${marked.index}`}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) {
            if (marked.index !== undefined) open?.(marked.index)
          } else marked.onKeyDown(event)
        }}
      >
        <div className={classes['head']} role="row" aria-rowindex={1} style={template}>
          {columns.map((column) => (
            <HeadCell
              key={column.key}
              column={column}
              order={order}
              onOrder={(chosen) => {
                setOrder(chosen)
                onOrder?.(chosen)
              }}
            />
          ))}
        </div>
        {sorted.length === 0 && empty !== undefined ? (
          // A grid holds nothing but rows.
          <div role="row">
            <div role="gridcell" aria-colspan={columns.length}>
              {empty}
            </div>
          </div>
        ) : null}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            // Keys are taken by the grid, which has the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={key}
              id={`${label}-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              className={classes['row']}
              data-marked={marked.index === index || undefined}
              data-opens={open !== undefined || undefined}
              style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={(event) => {
                // A button, link or field within the row acts for itself.
                if ((event.target as Element).closest('a, button, input, label') === null)
                  open?.(index)
              }}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={sorted[index] as Row} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

interface CellProps<Row> {
  readonly column: Column<Row>
  readonly row: Row
}

/** What has no room ends with an ellipsis; `CellText` gives a text a second line. */
function Cell<Row>({ column, row }: CellProps<Row>) {
  const content = column.render(row)
  return (
    <div
      role="gridcell"
      className={classes['cell']}
      data-align={column.align}
      title={typeof content === 'string' ? content : undefined}
    >
      {content}
    </div>
  )
}

/** The least pixels of a track: what is written first in it. By the contents, each row would choose otherwise. */
function leastOf(width: string): number {
  return Number.parseInt(/\d+(?=px)/.exec(width)?.[0] ?? '0', 10)
}

function HeadCell<Row>({
  column,
  order,
  onOrder,
}: {
  readonly column: Column<Row>
  readonly order: Order | undefined
  readonly onOrder: (order: Order) => void
}) {
  const { key, sortBy, align } = column
  const title =
    column.isTitleHidden === true ? <VisuallyHidden>{column.title}</VisuallyHidden> : column.title
  const isChosen = order?.column === key
  const direction = isChosen ? (order.isDescending ? 'descending' : 'ascending') : 'none'
  return (
    <div
      role="columnheader"
      className={classes['cell']}
      data-align={align}
      aria-sort={sortBy === undefined ? undefined : direction}
      title={column.title}
    >
      {sortBy === undefined ? (
        title
      ) : (
        <button
          type="button"
          className={classes['sort']}
          onClick={() => onOrder({ column: key, isDescending: isChosen && !order.isDescending })}
        >
          {title}
          <span aria-hidden>{isChosen ? (order.isDescending ? '↓' : '↑') : ''}</span>
        </button>
      )}
    </div>
  )
}

/** The row that the keys have led to. */
function useMarkedRow(count: number, page: number, show: (index: number) => void) {
  const [wanted, setWanted] = useState<number>()
  const index = wanted === undefined || count === 0 ? undefined : Math.min(wanted, count - 1)
  return {
    index,
    onKeyDown(event: KeyboardEvent) {
      const next = rowAfterKey(event.key, index, count, page)
      if (next === undefined) return
      event.preventDefault()
      setWanted(next)
      show(next)
    },
  }
}

function rowAfterKey(
  key: string,
  index: number | undefined,
  count: number,
  page: number,
): number | undefined {
  if (count === 0) return undefined
  const within = (row: number) => Math.max(0, Math.min(count - 1, row))
  const here = index ?? -1
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    PageDown: here + page,
    PageUp: here - page,
    Home: 0,
    End: count - 1,
  }
  const moved = moves[key]
  return moved === undefined ? undefined : within(moved)
}
