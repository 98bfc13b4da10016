/**
 * JSON as a tree of lines, of which only those in sight are in the page. Arrow keys go up and down, unfold (right)
 * and fold (left); Home and End go to the ends.
 */
import { Button, Group } from '@mantine/core'
import { ChevronDownIcon, ChevronRightIcon } from '@primer/octicons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { CopyButton } from './copy-button.tsx'
import { countRows, jsonRows, type JsonRow } from './json-rows.ts'
import classes from './json-view.module.css'

interface JsonViewProps {
  /** What it is: "answer". */
  readonly label: string
  readonly value: unknown
  /** In pixels. */
  readonly maxHeight?: number
}

const rowHeight = 20
/** More lines than this begin folded, records of a list as one line each. */
const mostUnfolded = 400

export function JsonView({ label, value, maxHeight = 520 }: JsonViewProps) {
  const { rows, toggle, foldAll, unfoldAll } = useFolding(value)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.path ?? index,
    overscan: 12,
  })
  const [at, setAt] = useState(0)
  const marked = Math.min(at, rows.length - 1)
  const id = useId()
  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[marked]
    const act = row === undefined ? undefined : actOf(event.key, row, marked, rows, { go, toggle })
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div className={classes['block']}>
      <Group gap={4} className={classes['tools']}>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={unfoldAll}>
          Unfold all
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={foldAll}>
          Fold
        </Button>
        <CopyButton text={JSON.stringify(value, undefined, 2)} what={label} />
      </Group>
      <div
        ref={scroller}
        className={classes['tree']}
        style={{ maxHeight }}
        role="tree"
        aria-label={label}
        aria-activedescendant={`${id}-${marked}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <Line
              key={key}
              id={`${id}-${index}`}
              row={rows[index] as JsonRow}
              start={start}
              isMarked={index === marked}
              onClick={() => {
                setAt(index)
                toggle(rows[index] as JsonRow)
              }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Which values are folded: a rule by depth, and what the person turned over. */
function useFolding(value: unknown) {
  const isLong = useMemo(() => countRows(value, mostUnfolded) > mostUnfolded, [value])
  const [depth, setDepth] = useState(isLong ? 1 : Infinity)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    setDepth(isLong ? 1 : Infinity)
    setTurned(new Set())
  }
  const rows = useMemo(
    () => jsonRows(value, (path, at) => at >= depth !== turned.has(path)),
    [value, depth, turned],
  )
  const all = (next: number) => {
    setDepth(next)
    setTurned(new Set())
  }
  return {
    rows,
    toggle({ path, count }: JsonRow) {
      if (count === undefined || count === 0) return
      const next = new Set(turned)
      if (!next.delete(path)) next.add(path)
      setTurned(next)
    },
    foldAll: () => all(1),
    unfoldAll: () => all(Infinity),
  }
}

interface Acts {
  go(index: number): void
  toggle(row: JsonRow): void
}

/** What a key does, as trees of desktop programs have it. */
function actOf(
  key: string,
  row: JsonRow,
  at: number,
  rows: readonly JsonRow[],
  { go, toggle }: Acts,
): (() => void) | undefined {
  const isFoldable = row.count !== undefined && row.count > 0
  switch (key) {
    case 'ArrowDown': {
      return () => go(at + 1)
    }
    case 'ArrowUp': {
      return () => go(at - 1)
    }
    case 'PageDown': {
      return () => go(at + 20)
    }
    case 'PageUp': {
      return () => go(at - 20)
    }
    case 'Home': {
      return () => go(0)
    }
    case 'End': {
      return () => go(rows.length - 1)
    }
    case 'ArrowRight': {
      return isFoldable && row.isFolded ? () => toggle(row) : () => go(at + 1)
    }
    case 'ArrowLeft': {
      if (isFoldable && !row.isFolded) return () => toggle(row)
      const parent = rows.slice(0, at).findLastIndex(({ depth }) => depth < row.depth)
      return () => go(parent)
    }
    case 'Enter': {
      return () => toggle(row)
    }
    default: {
      return undefined
    }
  }
}

interface LineProps {
  readonly id: string
  readonly row: JsonRow
  readonly start: number
  readonly isMarked: boolean
  onClick(): void
}

function Line({ id, row, start, isMarked, onClick }: LineProps) {
  const { depth, name, kind, text, count, isFolded, place, siblings } = row
  const isFoldable = count !== undefined && count > 0
  return (
    // Keys are taken by the tree, which has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={isFoldable ? !isFolded : undefined}
      aria-selected={isMarked}
      className={classes['line']}
      data-foldable={isFoldable || undefined}
      style={{ transform: `translateY(${start}px)`, paddingLeft: 8 + depth * 16 }}
      onClick={onClick}
    >
      <span className={classes['sign']} aria-hidden>
        {isFoldable ? (
          isFolded ? (
            <ChevronRightIcon size={12} />
          ) : (
            <ChevronDownIcon size={12} />
          )
        ) : null}
      </span>
      {name === undefined ? null : <span className={classes['name']}>{name}: </span>}
      {count === undefined ? (
        <span className={classes[kind]}>{text}</span>
      ) : (
        <span className={classes['count']}>
          {sizeOf(kind, count)} {text}
        </span>
      )}
    </div>
  )
}

function sizeOf(kind: JsonRow['kind'], count: number): string {
  if (kind === 'array') return count === 0 ? '[]' : `[ ${count} ]`
  return count === 0 ? '{}' : `{ ${count} }`
}
