import { useMemo } from 'react'
import { CodeBlock } from './code-block.tsx'
import { JsonView } from './json-view.tsx'

interface BodyViewProps {
  readonly label: string
  readonly text: string
  /** In pixels. */
  readonly maxHeight?: number
}

/** The text of a body: a tree when it is JSON, as it is otherwise. */
export function BodyView({ label, text, maxHeight = 520 }: BodyViewProps) {
  const parsed = useMemo(() => parse(text), [text])
  return parsed === undefined ? (
    <CodeBlock what={label} code={text} maxHeight={maxHeight} />
  ) : (
    <JsonView label={label} value={parsed.value} maxHeight={maxHeight} />
  )
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    // A body that was cut, or is no JSON: shown as it is.
    return undefined
  }
}
