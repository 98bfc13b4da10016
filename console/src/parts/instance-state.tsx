/** The states of an instance, in words. */
import { Badge } from '@mantine/core'

interface Stateful {
  readonly disabled: boolean
  readonly state: string
}

export type InstanceState = 'connected' | 'reauth_required' | 'disabled'

/** In the order in which they are offered. */
export const stateWords: Readonly<Record<InstanceState, string>> = {
  connected: 'Working',
  reauth_required: 'Needs authentication',
  disabled: 'Disabled',
}

const colors: Readonly<Record<InstanceState, string>> = {
  connected: 'green',
  reauth_required: 'yellow',
  disabled: 'gray',
}

export function stateOf({ disabled, state }: Stateful): InstanceState {
  if (disabled) return 'disabled'
  return state === 'reauth_required' ? 'reauth_required' : 'connected'
}

export function InstanceStateBadge({ instance }: { readonly instance: Stateful }) {
  const state = stateOf(instance)
  return <Badge color={colors[state]}>{stateWords[state]}</Badge>
}
