import type { ReactNode } from 'react'
import type { Tone } from './chart.ts'
import classes from './chart.module.css'

export interface Bar {
  readonly key: string | number
  readonly name: ReactNode
  /** The figures in words: they stand beside the bar. */
  readonly words: string
  /** Parts of the whole bar. */
  readonly parts: readonly { readonly tone: Tone; readonly value: number }[]
}

interface BarListProps {
  readonly label: string
  readonly bars: readonly Bar[]
  /** The value of a full bar; by default the longest. */
  readonly most?: number
}

/** Figures side by side as bars; the words beside them say the same. */
export function BarList({ label, bars, most }: BarListProps) {
  const sumOf = ({ parts }: Bar) => parts.reduce((sum, { value }) => sum + value, 0)
  const full = most ?? Math.max(1, ...bars.map(sumOf))
  return (
    <ul className={classes['bars']} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <div className={classes['barHead']}>
            <span className={classes['barName']}>{bar.name}</span>
            <span>{bar.words}</span>
          </div>
          <PartBar parts={bar.parts} most={full} />
        </li>
      ))}
    </ul>
  )
}

/** One bar alone; what it says must stand in words beside it. */
export function PartBar({ parts, most }: { readonly parts: Bar['parts']; readonly most: number }) {
  return (
    <div className={classes['bar']} aria-hidden>
      {parts.map(({ tone, value }) => (
        <div
          key={tone}
          className={`${classes['barPart']} ${classes[tone]}`}
          style={{ width: `${Math.min(100, (100 * value) / Math.max(most, 1))}%` }}
        />
      ))}
    </div>
  )
}
