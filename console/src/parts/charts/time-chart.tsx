/**
 * A drawing of figures over time: stacked columns or lines. The pointer or the arrow keys choose a step; it behaves as a
 * slider over the steps, so that who does not see it hears each one.
 */
import { useElementSize } from '@mantine/hooks'
import type { KeyboardEvent, PointerEvent } from 'react'
import { pointInWords, type ChartPoint, type ChartSeries } from './chart.ts'
import classes from './chart.module.css'
import { Columns, Lines } from './marks.tsx'
import { labelEvery, marksUpTo } from './scale.ts'

export interface TimeChartProps {
  readonly label: string
  readonly kind: 'columns' | 'lines'
  readonly points: readonly ChartPoint[]
  readonly series: readonly ChartSeries[]
  format(value: number): string
  /** The step that is read out; undefined: none. */
  readonly chosen: number | undefined
  onChoose(index: number | undefined): void
}

const height = 190
const margin = { top: 8, right: 4, bottom: 22, left: 46 }
const labelWidth = 84

export function TimeChart(props: TimeChartProps) {
  const { label, kind, points, series, format, chosen, onChoose } = props
  const { ref, width } = useElementSize<HTMLDivElement>()
  const inner = Math.max(0, width - margin.left - margin.right)
  const marks = marksUpTo(highest(props))
  const top = marks.at(-1) ?? 1
  const y = (value: number) =>
    height - margin.bottom - (value / top) * (height - margin.top - margin.bottom)
  const step = inner / Math.max(points.length, 1)
  const x = (index: number) => margin.left + index * step
  const every = labelEvery(points.length, inner, labelWidth)
  const point = chosen === undefined ? undefined : points[chosen]
  const scale = { x, y, step }

  function choose(event: PointerEvent<HTMLDivElement>) {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    const index = Math.floor((left - margin.left) / step)
    onChoose(index >= 0 && index < points.length ? index : undefined)
  }
  function move(event: KeyboardEvent) {
    const next = indexAfterKey(event.key, chosen, points.length)
    if (next === undefined) return
    event.preventDefault()
    onChoose(next)
  }
  return (
    <div
      ref={ref}
      className={classes['frame']}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={(chosen ?? points.length - 1) + 1}
      aria-valuetext={
        point === undefined
          ? 'Use the arrow keys to hear each step'
          : pointInWords(point, series, format)
      }
      onKeyDown={move}
      onPointerMove={choose}
      onPointerDown={choose}
      onPointerLeave={() => onChoose(undefined)}
      onBlur={() => onChoose(undefined)}
    >
      <svg className={classes['drawing']} height={height} aria-hidden>
        {marks.map((mark) => (
          <g key={mark}>
            <line
              className={classes['grid']}
              x1={margin.left}
              x2={width - margin.right}
              y1={y(mark)}
              y2={y(mark)}
            />
            <text className={classes['mark']} x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
              {format(mark)}
            </text>
          </g>
        ))}
        {points.map(({ at, mark }, index) =>
          index % every === 0 && x(index) + labelWidth < width + step ? (
            <text key={at} className={classes['mark']} x={x(index)} y={height - 6}>
              {mark}
            </text>
          ) : null,
        )}
        {chosen === undefined ? null : (
          <rect
            className={classes['chosen']}
            x={x(chosen)}
            y={margin.top}
            width={step}
            height={height - margin.top - margin.bottom}
          />
        )}
        {kind === 'columns' ? (
          <Columns points={points} series={series} scale={scale} />
        ) : (
          <Lines points={points} series={series} scale={scale} />
        )}
      </svg>
    </div>
  )
}

function highest({ kind, points }: TimeChartProps): number {
  const tops = points.map(({ values }) => {
    const known = values.map((value) => value ?? 0)
    return kind === 'columns' ? known.reduce((sum, value) => sum + value, 0) : Math.max(...known)
  })
  return tops.reduce((most, value) => Math.max(most, value), 0)
}

function indexAfterKey(key: string, index: number | undefined, count: number): number | undefined {
  if (count === 0) return undefined
  const here = index ?? count
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: here - 1,
    ArrowDown: here - 1,
    ArrowRight: index === undefined ? 0 : here + 1,
    ArrowUp: index === undefined ? 0 : here + 1,
    Home: 0,
    End: count - 1,
  }
  const moved = moves[key]
  return moved === undefined ? undefined : Math.max(0, Math.min(count - 1, moved))
}
