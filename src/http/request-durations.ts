/**
 * A Prometheus histogram of requests by method, route and status. prom-client's own puts the labels of every
 * observation together into a text to find its counts by; here a route keeps its counts at hand.
 */
import type { Metric } from 'prom-client'

const name = 'hubwright_http_request_duration_seconds'
const help = 'Time from a request to the end of its answer, by route pattern'
/** Upper ends of the buckets, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

interface Labels {
  readonly method: string
  readonly route: string
  readonly status: number
}

interface Series {
  readonly labels: Labels
  /** Not cumulated; the last counts what is above all bounds. */
  readonly counts: number[]
  sum: number
}

interface Sample {
  readonly labels: Readonly<Record<string, string | number>>
  readonly metricName: string
  readonly value: number
}

export interface RequestDurations {
  /** To be put into a registry. */
  readonly metric: Metric
  /** Where the requests of one route are counted. */
  forRoute(route: string): (method: string, status: number, seconds: number) => void
}

export function createRequestDurations(): RequestDurations {
  const all: Series[] = []
  const metric = {
    name,
    help,
    type: 'histogram',
    aggregator: 'sum',
    get: () => ({
      name,
      help,
      type: 'histogram',
      values: all.flatMap(samplesOf),
      aggregator: 'sum',
    }),
    reset: () => {
      for (const series of all) {
        series.counts.fill(0)
        series.sum = 0
      }
    },
  }
  return {
    // The registry asks nothing more of a metric than this.
    metric: metric as unknown as Metric,
    forRoute(route) {
      const known = new Map<string, Map<number, Series>>()
      return (method, status, seconds) => {
        let ofMethod = known.get(method)
        if (ofMethod === undefined) known.set(method, (ofMethod = new Map<number, Series>()))
        let series = ofMethod.get(status)
        if (series === undefined) {
          const counts = Array.from({ length: bounds.length + 1 }, () => 0)
          series = { labels: { method, route, status }, counts, sum: 0 }
          ofMethod.set(status, series)
          all.push(series)
        }
        count(series, seconds)
      }
    },
  }
}

function count(series: Series, seconds: number): void {
  let bucket = 0
  while (bucket < bounds.length && seconds > (bounds[bucket] as number)) bucket += 1
  series.counts[bucket] = (series.counts[bucket] as number) + 1
  series.sum += seconds
}

function samplesOf({ labels, counts, sum }: Series): Sample[] {
  let total = 0
  const buckets = counts.map((inBucket, index) => {
    total += inBucket
    return {
      labels: { le: bounds[index] ?? '+Inf', ...labels },
      metricName: `${name}_bucket`,
      value: total,
    }
  })
  return [
    ...buckets,
    { labels: { ...labels }, metricName: `${name}_sum`, value: sum },
    { labels: { ...labels }, metricName: `${name}_count`, value: total },
  ]
}
