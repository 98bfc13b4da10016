import { Badge } from '@mantine/core'
import { stateColors, stateWords, type EventState } from './words.ts'

export function EventStateBadge({ status }: { readonly status: EventState }) {
  return <Badge color={stateColors[status]}>{stateWords[status]}</Badge>
}
