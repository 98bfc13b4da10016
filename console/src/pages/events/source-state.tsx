import { Badge, Tooltip } from '@mantine/core'
import { sourceStates, stateOf, type Source } from './source.ts'

export function SourceStateBadge({ source }: { readonly source: Pick<Source, 'state'> }) {
  const { word, color, means } = sourceStates[stateOf(source)]
  return (
    <Tooltip label={means}>
      <Badge color={color}>{word}</Badge>
    </Tooltip>
  )
}
