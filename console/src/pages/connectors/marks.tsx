import { Badge, Tooltip } from '@mantine/core'
import type { ConnectorCard } from './connector.ts'

type Marked = Pick<ConnectorCard, 'origins' | 'private' | 'beta' | 'active'>

/** What sets a connector apart from the usual. */
export function Marks({ origins, private: isPrivate, beta, active }: Marked) {
  return (
    <>
      {origins.inForce === 'sandbox' ? (
        <Tooltip label="Hubwright's sandbox plays this vendor: no real data">
          <Badge color="yellow">Simulated</Badge>
        </Tooltip>
      ) : null}
      {isPrivate ? <Badge color="gray">Private</Badge> : null}
      {beta ? <Badge color="gray">Beta</Badge> : null}
      {active ? null : <Badge color="red">Inactive</Badge>}
    </>
  )
}
