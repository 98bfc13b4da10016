/** Asks the vendor once with the credentials of the instance, and says what came of it. */
import { Alert, Button, Modal, Stack, Text } from '@mantine/core'
import { BroadcastIcon, CheckCircleIcon, XCircleIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callInstance, type InstanceAnswer } from '../../api/api.ts'
import { useInstanceToken } from '../../api/instance-token.ts'
import { problemIn } from '../../api/problem.ts'
import { ErrorState, ProblemAlert } from '../../parts/error-state.tsx'
import { instanceQuery, type Instance } from './read-instance.ts'

export function PingButton({ instance }: { readonly instance: Instance }) {
  const { id, element } = instance
  const readToken = useInstanceToken(id)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const ping = useMutation({
    mutationFn: async () =>
      callInstance(await readToken(), { path: `/hubs/${element.hub ?? '_'}/ping` }),
    onSettled: () => {
      setIsOpen(true)
      // A refusal changes the state; the call itself is one more in the records.
      void queries.invalidateQueries({ queryKey: instanceQuery(id).queryKey, exact: true })
      void queries.invalidateQueries({ queryKey: ['instance-health', id] })
      void queries.invalidateQueries({ queryKey: ['instance', id, 'calls'] })
    },
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<BroadcastIcon size={16} />}
        loading={ping.isPending}
        onClick={() => ping.mutate()}
      >
        Ping
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Ping of ${instance.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          {ping.isError ? <ErrorState error={ping.error} /> : null}
          {ping.data === undefined ? null : (
            <Outcome answer={ping.data} connectorName={element.name} />
          )}
          <Button variant="default" loading={ping.isPending} onClick={() => ping.mutate()}>
            Ping again
          </Button>
        </Stack>
      </Modal>
    </>
  )
}

function Outcome({
  answer,
  connectorName,
}: {
  readonly answer: InstanceAnswer
  readonly connectorName: string
}) {
  const { status, data, durationMs } = answer
  if (status !== 200) return <ProblemAlert problem={problemIn(data, status)} />
  const isValid = (data as { valid?: unknown } | undefined)?.valid === true
  return (
    <Alert
      color={isValid ? 'green' : 'yellow'}
      role="status"
      icon={isValid ? <CheckCircleIcon size={16} /> : <XCircleIcon size={16} />}
      title={isValid ? `${connectorName} answers` : `${connectorName} refuses the credentials`}
    >
      <Text size="sm">
        {isValid
          ? `It took the credentials of this instance, in ${Math.round(durationMs)} ms.`
          : 'The instance must be authenticated again.'}
      </Text>
    </Alert>
  )
}
