import { Badge, Tooltip } from '@mantine/core'
import type { State } from './state-words.ts'

/** A state in its one word; what it means is shown on hover. What is still to come has a line around it only. */
export function StateBadge({ state }: { readonly state: State }) {
  const { word, color, isOpen = false, means } = state
  return (
    <Tooltip label={means} multiline maw={320}>
      <Badge color={color} variant={isOpen ? 'default' : 'light'}>
        {word}
      </Badge>
    </Tooltip>
  )
}
