import type { ResourceMatch } from './connector.ts'
import type { Resource } from './element.ts'
import { segmentsOf, shapeOf, type PathSegment } from './resource-path.ts'

/** The resources of one route: one, or one for each of several authentication types. */
type Variants = readonly [Resource, ...Resource[]]

interface Pattern {
  readonly variants: Variants
  readonly segments: readonly PathSegment[]
}

/** Which resource a request means; built once for a connector and asked at every hub call. */
export interface ResourceIndex {
  /**
   * Of several resources of a route the one for the authentication type; the first when none is for it, so that the
   * caller can say which types there are.
   */
  readonly find: (
    method: string,
    segments: readonly string[],
    authenticationType?: string,
  ) => ResourceMatch | undefined
  readonly methodsAt: (segments: readonly string[]) => readonly string[]
}

const none: Readonly<Record<string, string>> = Object.freeze({})

/** The resources of one method and one number of segments. */
interface Bucket {
  /** Paths without variables, by all their words. */
  readonly whole: Map<string, readonly ResourceMatch[]>
  /** The others, in an order in which the more concrete comes first: the first that fits is the right one. */
  readonly patterns: Pattern[]
}

/** Keeps resources by method and number of segments. */
export function indexResources(resources: readonly Resource[]): ResourceIndex {
  const byMethod = new Map<string, (Bucket | undefined)[]>()
  for (const variants of routesOf(resources)) {
    const [{ method, path }] = variants
    const segments = segmentsOf(path)
    const bucket = bucketFor(byMethod, method, segments.length)
    if (segments.every((segment) => 'word' in segment)) {
      const words = segments.map((segment) => ('word' in segment ? segment.word : ''))
      const matches = variants.map((resource) => Object.freeze({ resource, pathVariables: none }))
      bucket.whole.set(wholeKey(words), matches)
    } else bucket.patterns.push({ variants, segments })
  }
  for (const buckets of byMethod.values()) {
    for (const bucket of buckets) bucket?.patterns.sort(concreteFirst)
  }

  function find(
    method: string,
    segments: readonly string[],
    authenticationType?: string,
  ): ResourceMatch | undefined {
    const bucket = byMethod.get(method)?.[segments.length]
    if (bucket === undefined) return undefined
    const concrete = bucket.whole.size === 0 ? undefined : bucket.whole.get(wholeKey(segments))
    if (concrete !== undefined) {
      if (concrete.length === 1) return concrete[0]
      return concrete.find(({ resource }) => isFor(resource, authenticationType)) ?? concrete[0]
    }
    const pattern = bucket.patterns.find((candidate) => fits(candidate.segments, segments))
    if (pattern === undefined) return undefined
    const { variants } = pattern
    const resource = variants.find((one) => isFor(one, authenticationType)) ?? variants[0]
    // A variant may call its variables otherwise.
    const own = variants.length === 1 ? pattern.segments : segmentsOf(resource.path)
    return { resource, pathVariables: variablesOf(own, segments) }
  }

  return {
    find,
    methodsAt: (segments) =>
      [...byMethod.keys()].filter((method) => find(method, segments) !== undefined),
  }
}

/** The resources by route, in the order in which the routes appear first. */
function routesOf(resources: readonly Resource[]): readonly Variants[] {
  const routes = new Map<string, Variants>()
  for (const resource of resources) {
    const route = `${resource.method} ${shapeOf(resource.path)}`
    const known = routes.get(route)
    routes.set(route, known === undefined ? [resource] : [...known, resource])
  }
  return [...routes.values()]
}

function isFor(resource: Resource, authenticationType: string | undefined): boolean {
  const types = resource.hubwright?.authentication
  return types === undefined || authenticationType === undefined
    ? true
    : types.includes(authenticationType)
}

/** A decoded segment may hold a slash, so that the separator is a character no path can hold. */
function wholeKey(words: readonly string[]): string {
  return words.join('\u0000')
}

function bucketFor(
  byMethod: Map<string, (Bucket | undefined)[]>,
  method: string,
  length: number,
): Bucket {
  let buckets = byMethod.get(method)
  if (buckets === undefined) byMethod.set(method, (buckets = []))
  return (buckets[length] ??= { whole: new Map(), patterns: [] })
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
