import { wrongParameter } from './errors.ts'

/** What `responseFields` asks for: names, each with its own selection or null for all of it. */
interface FieldSelection {
  readonly [name: string]: FieldSelection | null
}

/** Reads `total,items(id,name,options(name))`. Spaces do not matter; unbalanced parentheses are refused. */
export function parseResponseFields(text: string): FieldSelection {
  let position = 0
  const readList = (depth: number): FieldSelection => {
    const selection: Record<string, FieldSelection | null> = Object.create(null) as Record<
      string,
      FieldSelection | null
    >
    for (;;) {
      const name = /^[^,()]*/.exec(text.slice(position))?.[0] ?? ''
      position += name.length
      let inner: FieldSelection | null = null
      if (text[position] === '(') {
        if (depth > 20) throw wrongParameter('Too many levels in responseFields')
        position += 1
        inner = readList(depth + 1)
        if (text[position] !== ')') throw wrongParameter('Missing ) in responseFields')
        position += 1
      }
      if (name.trim() !== '') selection[name.trim()] = inner
      if (text[position] !== ',') return selection
      position += 1
    }
  }
  const selection = readList(0)
  if (position < text.length) throw wrongParameter('Unexpected ) in responseFields')
  return selection
}

/** Keeps the selected members; lists are walked, unknown names ignored, plain values kept. */
export function selectFields(value: unknown, selection: FieldSelection | null): unknown {
  if (selection === null) return value
  if (Array.isArray(value)) return value.map((member) => selectFields(member, selection))
  if (typeof value !== 'object' || value === null) return value
  const kept: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const inner = selection[name]
    if (inner !== undefined) kept[name] = selectFields(member, inner)
  }
  return kept
}
