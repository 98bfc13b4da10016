import { Alert, Group, Select, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { problemOf } from '../../api/problem.ts'
import { countWords } from '../../parts/count-words.ts'
import { numberIn } from '../../parts/filters/span.ts'
import { FormModal } from '../../parts/form-modal.tsx'
import { instantOf, localTime } from '../../parts/local-time.ts'
import { choicesOf, deliveryStates, type DeliveryStatus } from '../../parts/state-words.ts'
import { toast } from '../../parts/toast.tsx'
import { callbacksKey, useCallbacks } from '../callbacks/callbacks.ts'
import { countDeliveries, deliveriesKey } from './deliveries.ts'
import { useCallbackChoices } from './filter-bar.tsx'
import { type Filters } from './filters.ts'

interface RangeFormProps {
  /** What the form begins with. */
  readonly begin: Pick<Filters, 'accountId' | 'callback' | 'status' | 'from' | 'to'>
  onClose(): void
}

const mostCounted = 2000

/** Sends what a callback was told, or should have been told, in a time again. */
export function RangeForm({ begin, onClose }: RangeFormProps) {
  const queries = useQueryClient()
  const [callback, setCallback] = useState(begin.callback)
  const [status, setStatus] = useState<DeliveryStatus>(begin.status ?? 'queued')
  const [from, setFrom] = useState(begin.from)
  const [to, setTo] = useState(begin.to)
  const choices = useCallbackChoices({ accountId: begin.accountId, callback })
  const chosen = useCallbacks(begin.accountId).data?.find(({ id }) => id === callback)
  const range = { accountId: begin.accountId, callback, status, from, to }
  const filters: Filters = { ...range, period: 'custom', instanceId: undefined, kind: undefined }
  const counted = useQuery({
    queryKey: [deliveriesKey, 'count', range],
    queryFn: () => countDeliveries(filters, mostCounted),
    enabled: callback !== undefined,
    gcTime: 0,
  })
  const isServed = chosen?.active !== false
  const send = useMutation({
    async mutationFn() {
      const subscriptionId = callback ?? 0
      if (!isServed)
        await api.putNotificationsSubscriptionsBySubscriptionIdActive({ subscriptionId })
      let deliveries = 0
      let nextPage: string | undefined
      do {
        const { data } = await api.putNotificationsSubscriptionsBySubscriptionIdDeliveries({
          subscriptionId,
          status,
          from,
          to,
          nextPage,
        })
        deliveries += data.deliveries
        nextPage = data.nextPage
      } while (nextPage !== undefined)
      return deliveries
    },
    onSuccess(deliveries) {
      toast.success(`${countWords(deliveries, 'delivery', 'deliveries')} sent again`)
      onClose()
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: [deliveriesKey] }),
        queries.invalidateQueries({ queryKey: [callbacksKey] }),
      ]),
  })
  const count = counted.data
  const isMany = count !== undefined && count >= mostCounted
  return (
    <FormModal
      title="Deliver a range again"
      isOpen
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        if (count !== undefined && count > 0) send.mutate()
      }}
      problem={send.isError ? problemOf(send.error) : undefined}
      action={actionOf(count, isMany)}
      isBusy={send.isPending}
    >
      <Select
        label="Callback"
        placeholder="Choose one"
        searchable
        data={choices}
        value={callback === undefined ? null : String(callback)}
        onChange={(value) => setCallback(numberIn(value ?? undefined))}
      />
      <Select
        label="State"
        description="What was not taken is “Kept” once it is tried no more."
        allowDeselect={false}
        data={choicesOf(deliveryStates).map(([value, label]) => ({ value, label }))}
        value={status}
        onChange={(value) => setStatus((value ?? 'queued') as DeliveryStatus)}
      />
      <Group grow align="flex-start">
        <TextInput
          label="From"
          type="datetime-local"
          description="Empty: from the oldest on"
          value={localTime(from)}
          onChange={(event) => setFrom(instantOf(event.currentTarget.value))}
        />
        <TextInput
          label="To"
          type="datetime-local"
          description="Empty: until now"
          value={localTime(to)}
          onChange={(event) => setTo(instantOf(event.currentTarget.value))}
        />
      </Group>
      {isServed ? null : (
        <Alert color="yellow" variant="light">
          This callback is not served at present. It is enabled first.
        </Alert>
      )}
      <Text size="sm" role="status" mih={20}>
        {callback === undefined
          ? 'Choose the callback to see how many these are.'
          : counted.isError
            ? problemOf(counted.error).message
            : countText(count, isMany)}
      </Text>
    </FormModal>
  )
}

function countText(count: number | undefined, isMany: boolean): string {
  if (count === undefined) return 'Counting …'
  if (count === 0) return 'Nothing fits: choose another state or time.'
  const words = countWords(count, 'delivery', 'deliveries')
  return `${isMany ? `${words} or more` : words} will be sent again, with the same ids and bodies.`
}

function actionOf(count: number | undefined, isMany: boolean): string {
  if (count === undefined || count === 0) return 'Deliver again'
  return `Deliver ${count.toLocaleString('en')}${isMany ? ' or more' : ''} again`
}
