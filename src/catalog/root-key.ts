/** `rootKey` of a resource: `request|response`, each a path into a body. */

/** One step of a path: a member, an element of a list, or every element. */
export type RootKeyStep =
  { readonly member: string } | { readonly index: number } | { readonly each: true }

export interface RootKey {
  /** Wraps the outgoing body: member names from the outside in. */
  readonly request: readonly RootKeyStep[]
  /** Unwraps the answer. */
  readonly response: readonly RootKeyStep[]
}

const part = /^(?:\.?([^.[\]|]+))|^\[(\d+)\]|^\[\*\]/

/**
 * Reads `orders`, `order|orders`, `|data.items`, `x|`, `a[0].b` and `.x[*]`. Without a bar the text is the
 * response root. Answers undefined when the text is none of these.
 */
export function parseRootKey(text: string | undefined): RootKey | undefined {
  const bars = (text ?? '').split('|')
  if (bars.length > 2) return undefined
  const [first = '', second] = bars
  const request = second === undefined ? [] : parsePath(first)
  const response = parsePath(second ?? first)
  if (request === undefined || response === undefined) return undefined
  return request.every((step) => 'member' in step) ? { request, response } : undefined
}

function parsePath(text: string): readonly RootKeyStep[] | undefined {
  const steps: RootKeyStep[] = []
  let rest = text.trim()
  while (rest !== '') {
    const match = part.exec(rest)
    if (match === null) return undefined
    const [whole, member, index] = match
    if (member !== undefined) steps.push({ member })
    else steps.push(index === undefined ? { each: true } : { index: Number(index) })
    rest = rest.slice(whole.length)
    if (rest === '.' || rest.startsWith('..')) return undefined
  }
  return steps
}
