/** Paths of resources, `/orders/{orderId}/payments`: always without the hub inside the house. */

/** A path segment: a word that must be equal, or a variable. */
export type PathSegment = { readonly word: string } | { readonly variable: string }

const hubPrefix = /^\/hubs\/[^/]+(?=\/)/
const variable = /^\{([A-Za-z0-9_.-]+)\}$/

/** First segments that every connector answers without being an object. */
export const builtInSegments: ReadonlySet<string> = new Set([
  'bulk',
  'objects',
  'ping',
  'proxy',
  'query',
])

/** Takes `/hubs/<hub>` away, which exported definitions carry. */
export function withoutHub(path: string): string {
  return path.replace(hubPrefix, '')
}

/** Splits a path; a segment that mixes words and braces is kept as a word (the rules refuse it). */
export function segmentsOf(path: string): readonly PathSegment[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => {
      const name = variable.exec(part)?.[1]
      return name === undefined ? { word: part } : { variable: name }
    })
}

/** Equal for two paths that no request could tell apart: `/orders/{id}` and `/orders/{orderId}`. */
export function shapeOf(path: string): string {
  return segmentsOf(path)
    .map((segment) => ('word' in segment ? `/${segment.word}` : '/{}'))
    .join('')
}

/** Names between braces, in order: of `/api/{store}/x{y}` `store` and `y`. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
}
