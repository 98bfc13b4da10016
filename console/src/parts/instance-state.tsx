import { StateBadge } from './state-badge.tsx'
import { instanceStates, type InstanceState } from './state-words.ts'

interface Stateful {
  readonly disabled: boolean
  readonly state: string
}

export function stateOf({ disabled, state }: Stateful): InstanceState {
  if (disabled) return 'disabled'
  return state === 'reauth_required' ? 'reauth_required' : 'connected'
}

export function InstanceStateBadge({ instance }: { readonly instance: Stateful }) {
  return <StateBadge state={instanceStates[stateOf(instance)]} />
}
