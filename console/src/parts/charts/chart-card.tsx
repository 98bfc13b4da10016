import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { pointInWords, type ChartPoint, type ChartSeries } from './chart.ts'
import classes from './chart.module.css'
import { TimeChart } from './time-chart.tsx'

interface ChartCardProps {
  readonly title: string
  /** The most important figure, in words. */
  readonly total: ReactNode
  readonly kind: 'columns' | 'lines'
  readonly points: readonly ChartPoint[]
  readonly series: readonly ChartSeries[]
  format(value: number): string
}

/** A chart with its legend, a line that reads the chosen step out, and the same as a table. */
export function ChartCard({ title, total, kind, points, series, format }: ChartCardProps) {
  const [chosen, setChosen] = useState<number>()
  const point = chosen === undefined ? undefined : points[chosen]
  return (
    <Card component="section" aria-label={title} padding="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2}>{title}</Title>
          <ul className={classes['legend']} aria-label="Colours">
            {series.map(({ key, label, tone }) => (
              <li key={key}>
                <span className={`${classes['swatch']} ${classes[tone]}`} />
                {label}
              </li>
            ))}
          </ul>
        </Group>
        <Text component="div" className={classes['readOut']}>
          {point === undefined ? total : pointInWords(point, series, format)}
        </Text>
        <TimeChart
          label={title}
          kind={kind}
          points={points}
          series={series}
          format={format}
          chosen={chosen}
          onChoose={setChosen}
        />
        <AsTable title={title} points={points} series={series} format={format} />
      </Stack>
    </Card>
  )
}

function AsTable(props: Pick<ChartCardProps, 'title' | 'points' | 'series' | 'format'>) {
  const { title, points, series, format } = props
  const [isShown, setIsShown] = useState(false)
  return (
    <details onToggle={(event) => setIsShown(event.currentTarget.open)}>
      <summary className={classes['summary']}>As a table</summary>
      {isShown ? (
        // It scrolls, so it must be reachable without a mouse.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes['table']} tabIndex={0} role="region" aria-label={`${title}, table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {series.map(({ key, label }) => (
                  <th key={key} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map(({ at, label, values }) => (
                <tr key={at}>
                  <th scope="row">{label}</th>
                  {series.map(({ key }, place) => {
                    const value = values[place]
                    return <td key={key}>{value === undefined ? '–' : format(value)}</td>
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  )
}
