import { useQuery } from '@tanstack/react-query'
import { stateOf } from '../../parts/instance-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { DueTime } from '../../parts/time.tsx'
import { useMay } from '../../session/session.ts'
import type { LoggedEvent } from '../events/event.ts'
import { instanceQuery } from '../instance/read-instance.ts'

/** Why an event is not processed yet, and what can be done about it. */
export function Waiting({ event }: { readonly event: LoggedEvent }) {
  const { instanceId, reason, nextTryDate } = event
  const mayChange = useMay()('createElementInstances')
  const instance = useQuery(instanceQuery(instanceId))
  const next =
    nextTryDate === undefined ? null : (
      <>
        {' '}
        Next try <DueTime at={nextTryDate} />.
      </>
    )
  if (instance.data !== undefined && stateOf(instance.data) === 'reauth_required') {
    return (
      <>
        {instance.data.element.name} refuses the credentials of {instance.data.name}.{' '}
        {mayChange ? (
          <>
            <TextLink to={`/instances/${instanceId}/reconnect`} underline="always">
              Authenticate again
            </TextLink>
            .
          </>
        ) : null}
        {next}
      </>
    )
  }
  return (
    <>
      {reason === undefined ? 'It waits for its turn.' : `${reason.replace(/\.$/, '')}.`}
      {next}
    </>
  )
}
