/** Why an instance does not work, and what to do about it. */
import { Alert, Button, Stack, Text } from '@mantine/core'
import { AlertIcon, CircleSlashIcon } from '@primer/octicons-react'
import { stateOf } from '../../parts/instance-state.tsx'
import { LinkButton } from '../../parts/link.tsx'
import type { Instance } from './read-instance.ts'
import { useSwitch } from './use-switch.ts'

interface StateAdviceProps {
  readonly instance: Instance
  readonly mayChange: boolean
}

export function StateAdvice(props: StateAdviceProps) {
  const state = stateOf(props.instance)
  if (state === 'disabled') return <Disabled {...props} />
  return state === 'reauth_required' ? <Refused {...props} /> : null
}

function Disabled({ instance, mayChange }: StateAdviceProps) {
  const enabling = useSwitch(instance)
  return (
    <Alert color="gray" icon={<CircleSlashIcon size={16} />} title="This instance is disabled">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Every call of its API is answered with 403 <code>instance_disabled</code>; nothing is sent
          to {instance.element.name}. Its token and credentials are kept.
        </Text>
        {mayChange ? (
          <Button
            size="xs"
            variant="default"
            loading={enabling.isPending}
            onClick={() => enabling.mutate(true)}
          >
            Enable it again
          </Button>
        ) : null}
      </Stack>
    </Alert>
  )
}

function Refused({ instance, mayChange }: StateAdviceProps) {
  const { id, stateReason, element } = instance
  return (
    <Alert
      color="yellow"
      icon={<AlertIcon size={16} />}
      title={`${element.name} does not accept the credentials any more`}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {stateReason === undefined ? null : <>Reason: {stateReason}. </>}
          Calls are refused with <code>reauth_required</code> until the owner of the account gives
          consent again. Id and token stay the same.
        </Text>
        {mayChange ? (
          <LinkButton size="xs" to={`/instances/${id}/reconnect`}>
            Authenticate again
          </LinkButton>
        ) : null}
      </Stack>
    </Alert>
  )
}
