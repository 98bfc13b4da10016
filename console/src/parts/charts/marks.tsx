/** What is drawn of the figures themselves. */
import type { ChartPoint, ChartSeries } from './chart.ts'
import classes from './chart.module.css'

interface MarksProps {
  readonly points: readonly ChartPoint[]
  readonly series: readonly ChartSeries[]
  readonly scale: Scale
}

interface Scale {
  /** Left edge of a step. */
  x(index: number): number
  y(value: number): number
  readonly step: number
}

/** One column a step, its series on top of each other. */
export function Columns({ points, series, scale: { x, y, step } }: MarksProps) {
  const gap = step > 6 ? Math.min(step * 0.25, 6) : 0
  return points.map(({ at, values }, index) => {
    let below = 0
    return (
      <g key={at}>
        {series.map(({ key, tone }, place) => {
          const value = values[place] ?? 0
          if (value === 0) return null
          const bottom = y(below)
          below += value
          // A single failure among thousands of calls must be seen.
          const height = Math.max(bottom - y(below), 2)
          return (
            <rect
              key={key}
              className={`${classes['area']} ${classes[tone]}`}
              x={x(index) + gap / 2}
              y={bottom - height}
              width={Math.max(step - gap, 1)}
              height={height}
            />
          )
        })}
      </g>
    )
  })
}

/** One line a series, through the middle of the steps; it pauses where there is nothing. */
export function Lines({ points, series, scale: { x, y, step } }: MarksProps) {
  return series.map(({ key, tone }, place) => (
    <g key={key} className={classes[tone]}>
      {stretches(points.map(({ values }) => values[place])).map((stretch) => (
        <Stretch
          key={stretch[0]?.index}
          dots={stretch.map(({ index, value }) => [x(index) + step / 2, y(value)])}
        />
      ))}
    </g>
  ))
}

function Stretch({ dots }: { readonly dots: readonly (readonly number[])[] }) {
  const [first] = dots
  return dots.length === 1 ? (
    <circle className={classes['area']} cx={first?.[0]} cy={first?.[1]} r={3} />
  ) : (
    <polyline className={classes['line']} points={dots.map((dot) => dot.join(',')).join(' ')} />
  )
}

interface Dot {
  readonly index: number
  readonly value: number
}

function stretches(values: readonly (number | undefined)[]): Dot[][] {
  const found: Dot[][] = []
  values.forEach((value, index) => {
    if (value === undefined) return
    const last = found.at(-1)
    if (last?.at(-1)?.index === index - 1) last.push({ index, value })
    else found.push([{ index, value }])
  })
  return found
}
