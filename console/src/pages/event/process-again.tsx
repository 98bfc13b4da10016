import { Button } from '@mantine/core'
import { SyncIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { useConfirm } from '../../parts/confirm.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { eventKey, type LoggedEvent } from '../events/event.ts'

/** Another try for an event that was given up, or that nobody was told of. */
export function ProcessAgain({ event }: { readonly event: LoggedEvent }) {
  const { status, source, instanceId } = event
  const id = Number(event.id)
  const confirm = useConfirm()
  const queries = useQueryClient()
  const mayChange = useMay()('createElementInstances')
  const again = useMutation({
    mutationFn: () =>
      api.postInstancesByIdEventsByEventIdReprocess({ id: instanceId, eventId: id }),
    onSuccess: ({ data }) => {
      queries.setQueryData(eventKey(id), data)
      toast.success('The event is processed again')
    },
    onError: (error) => toast.failure(error),
  })
  const isOver = status === 'FAILED' || status === 'CONSUMED'
  if (!mayChange || !isOver || source === 'call') return null
  const ask = async () => {
    const isSure = await confirm({
      title: 'Process this event again?',
      body: 'It goes its way once more by the settings that the instance has now. Whoever is to be told gets a notification, also when an earlier try had told them.',
      action: 'Process again',
    })
    if (isSure) again.mutate()
  }
  return (
    <Button
      variant="default"
      leftSection={<SyncIcon size={16} />}
      loading={again.isPending}
      onClick={() => void ask()}
    >
      Process again
    </Button>
  )
}
