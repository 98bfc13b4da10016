/** To authenticate again, to pause, and to end an instance. */
import { Button, Card, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../api/api.ts'
import { useConfirm } from '../../parts/confirm.tsx'
import { LinkButton } from '../../parts/link.tsx'
import { toast } from '../../parts/toast.tsx'
import classes from './overview.module.css'
import { forgetInstance, type Instance } from './read-instance.ts'
import { useSwitch } from './use-switch.ts'

export function Ends({ instance }: { readonly instance: Instance }) {
  const { id, element, disabled } = instance
  const enabling = useSwitch(instance)
  const removal = useRemoval(instance)
  return (
    <Card component="section" aria-labelledby="ends">
      <Title order={2} id="ends" mb="md">
        Connection
      </Title>
      <ul className={classes['ends']}>
        <Entry
          title="Authenticate again"
          text={`The owner of the account gives consent to ${element.name} anew. Id and token stay the same.`}
        >
          <LinkButton to={`/instances/${id}/reconnect`} variant="default" size="xs">
            Authenticate again
          </LinkButton>
        </Entry>
        <Entry
          title={disabled ? 'Enable' : 'Disable'}
          text={
            disabled
              ? 'Calls are sent to the vendor again.'
              : 'Calls are answered with 403 until it is enabled again. Nothing is lost.'
          }
        >
          <Button
            variant="default"
            size="xs"
            loading={enabling.isPending}
            onClick={() => enabling.mutate(disabled)}
          >
            {disabled ? 'Enable' : 'Disable'}
          </Button>
        </Entry>
        <Entry
          title="Delete"
          text={`Gives the access back to ${element.name} where it can be given back. It cannot be undone.`}
        >
          <Button
            variant="outline"
            color="red"
            size="xs"
            loading={removal.isPending}
            onClick={() => void removal.ask()}
          >
            Delete …
          </Button>
        </Entry>
      </ul>
    </Card>
  )
}

interface EntryProps {
  readonly title: string
  readonly text: string
  /** The button. */
  readonly children: ReactNode
}

function Entry({ title, text, children }: EntryProps) {
  return (
    <li>
      <div>
        <Text fw={550}>{title}</Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      {children}
    </li>
  )
}

function useRemoval({ id, name, element }: Instance) {
  const confirm = useConfirm()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => api.deleteInstancesById({ id }),
    onSuccess: async () => {
      toast.success(`${name} deleted`)
      await navigate({ to: '/instances' })
      forgetInstance(queries, id)
    },
    onError: (error) => toast.failure(error),
  })
  async function ask() {
    const isSure = await confirm({
      title: `Delete ${name}?`,
      body: (
        <Stack gap="xs">
          <Text>With the instance end, at once and for good:</Text>
          <ul>
            <li>its token: programs that use it are answered with 401,</li>
            <li>its credentials at {element.name}, which are erased here,</li>
            <li>its configuration, tags and traces.</li>
          </ul>
          <Text>Records of its calls stay until their time is over.</Text>
        </Stack>
      ),
      action: 'Delete instance',
      typed: name,
    })
    if (isSure) remove.mutate()
  }
  return { ask, isPending: remove.isPending }
}
