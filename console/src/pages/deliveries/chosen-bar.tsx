import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { useConfirm } from '../../parts/confirm.tsx'
import { countWords } from '../../parts/count-words.ts'
import { toast } from '../../parts/toast.tsx'
import { deliveriesKey, type Delivery } from './deliveries.ts'
import { redeliver } from './redeliver.ts'

interface ChosenBarProps {
  readonly chosen: readonly Delivery[]
  /** Rows that are read. */
  readonly shown: number
  onAll(): void
  onNone(): void
}

/** What can be done with the rows that are chosen. */
export function ChosenBar({ chosen, shown, onAll, onNone }: ChosenBarProps) {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const [done, setDone] = useState(0)
  const send = useMutation({
    mutationFn: () => redeliver(chosen, setDone),
    onSuccess({ sent, refused, error }) {
      if (sent > 0) toast.success(`${countWords(sent, 'delivery', 'deliveries')} sent again`)
      if (refused > 0) {
        const first = problemOf(error).message
        const could = `${countWords(refused, 'delivery', 'deliveries')} could not be sent again.`
        toast.failure(new Error(`${could} ${first}`))
      }
      onNone()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [deliveriesKey] }),
  })
  const words = countWords(chosen.length, 'delivery', 'deliveries')
  async function ask() {
    const taken = chosen.filter(({ status }) => status === 'delivered').length
    const isSure = await confirm({
      title: `Deliver ${words} again?`,
      body:
        taken === 0
          ? 'Each goes out now, with the same id and body.'
          : `Each goes out now, with the same id and body. ${taken === chosen.length ? 'All' : taken.toLocaleString('en')} of them were taken already: the receiver knows them by their id.`,
      action: 'Deliver again',
    })
    if (!isSure) return
    setDone(0)
    send.mutate()
  }
  if (chosen.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Choose rows to deliver them again.
      </Text>
    )
  }
  return (
    <Group gap="xs">
      <Text size="sm" fw={550}>
        {send.isPending ? `${done.toLocaleString('en')} of ${words} …` : `${words} chosen`}
      </Text>
      <Button size="xs" loading={send.isPending} onClick={() => void ask()}>
        Deliver again
      </Button>
      {chosen.length < shown ? (
        <Button size="xs" variant="default" onClick={onAll}>
          Choose all {shown.toLocaleString('en')} shown
        </Button>
      ) : null}
      <Button size="xs" variant="subtle" color="gray" onClick={onNone}>
        Choose none
      </Button>
    </Group>
  )
}
