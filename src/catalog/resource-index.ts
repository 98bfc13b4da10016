import type { ResourceMatch } from './connector.ts'
import type { Resource } from './element.ts'
import { segmentsOf, type PathSegment } from './resource-path.ts'

interface Pattern {
  readonly resource: Resource
  readonly segments: readonly PathSegment[]
}

/** Which resource a request means; built once for a connector and asked at every hub call. */
export interface ResourceIndex {
  readonly find: (method: string, segments: readonly string[]) => ResourceMatch | undefined
  readonly methodsAt: (segments: readonly string[]) => readonly string[]
}

const none: Readonly<Record<string, string>> = Object.freeze({})

/**
 * Keeps patterns by method and number of segments. Paths without variables are looked up whole; the others are
 * tried in an order in which the more concrete comes first, so that the first that fits is the right one.
 */
export function indexResources(resources: readonly Resource[]): ResourceIndex {
  const whole = new Map<string, ResourceMatch>()
  const patterns = new Map<string, Pattern[]>()
  const methods = new Set<string>()
  for (const resource of resources) {
    const segments = segmentsOf(resource.path)
    methods.add(resource.method)
    if (segments.every((segment) => 'word' in segment)) {
      const words = segments.map((segment) => ('word' in segment ? segment.word : ''))
      whole.set(wholeKey(resource.method, words), Object.freeze({ resource, pathVariables: none }))
      continue
    }
    const bucket = `${resource.method} ${segments.length}`
    patterns.set(bucket, [...(patterns.get(bucket) ?? []), { resource, segments }])
  }
  for (const bucket of patterns.values()) bucket.sort(concreteFirst)

  function find(method: string, segments: readonly string[]): ResourceMatch | undefined {
    const concrete = whole.get(wholeKey(method, segments))
    if (concrete !== undefined) return concrete
    const bucket = patterns.get(`${method} ${segments.length}`)
    if (bucket === undefined) return undefined
    const pattern = bucket.find((candidate) => fits(candidate.segments, segments))
    return pattern === undefined
      ? undefined
      : { resource: pattern.resource, pathVariables: variablesOf(pattern.segments, segments) }
  }

  return {
    find,
    methodsAt: (segments) => [...methods].filter((method) => find(method, segments) !== undefined),
  }
}

/** A decoded segment may hold a slash, so that the separator is a character no path can hold. */
function wholeKey(method: string, words: readonly string[]): string {
  return `${method}\u0000${words.join('\u0000')}`
}

/** From the left, a word goes before a variable. */
function concreteFirst(left: Pattern, right: Pattern): number {
  for (const [index, segment] of left.segments.entries()) {
    const other = right.segments[index]
    if (other === undefined) break
    const difference = Number('variable' in segment) - Number('variable' in other)
    if (difference !== 0) return difference
  }
  return 0
}

function fits(pattern: readonly PathSegment[], segments: readonly string[]): boolean {
  for (let index = 0; index < pattern.length; index += 1) {
    const expected = pattern[index]
    const given = segments[index]
    if (expected === undefined || given === undefined || given === '') return false
    if ('word' in expected && expected.word !== given) return false
  }
  return true
}

function variablesOf(
  pattern: readonly PathSegment[],
  segments: readonly string[],
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {}
  pattern.forEach((expected, index) => {
    if ('variable' in expected) variables[expected.variable] = segments[index] ?? ''
  })
  return variables
}
