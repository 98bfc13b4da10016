import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { useConfirm } from '../../parts/confirm.tsx'
import { toast } from '../../parts/toast.tsx'
import { CallbackForm } from '../callbacks/callback-form.tsx'
import { callbacksKey, type Callback } from '../callbacks/callbacks.ts'
import { RangeForm } from '../deliveries/range-form.tsx'
import { deliveriesKey } from '../deliveries/deliveries.ts'
import { destinationOf, destinationText } from '../deliveries/words.ts'

/** Those that follow the configuration of their instance are changed and taken away there. */
export function Actions({ callback }: { readonly callback: Callback }) {
  const [open, setOpen] = useState<'form' | 'range'>()
  const { id, active, origin, queued = 0, inactiveReason, accountId } = callback
  const isOwn = origin === 'subscribed'
  const close = () => setOpen(undefined)
  const mayTurn =
    active || !['no_callback_url', 'events_disabled', 'not_served'].includes(inactiveReason ?? '')
  return (
    <>
      {queued > 0 && mayTurn ? (
        <Button size="xs" onClick={() => setOpen('range')}>
          Deliver what was kept …
        </Button>
      ) : null}
      {active ? <SendTest callback={callback} /> : null}
      {mayTurn ? <Turn callback={callback} /> : null}
      {isOwn ? (
        <>
          <Button size="xs" variant="default" onClick={() => setOpen('form')}>
            Edit
          </Button>
          <Remove callback={callback} />
        </>
      ) : null}
      {open === 'form' ? <CallbackForm callback={callback} onClose={close} /> : null}
      {open === 'range' ? (
        <RangeForm
          begin={{ accountId, callback: id, status: 'queued', from: undefined, to: undefined }}
          onClose={close}
        />
      ) : null}
    </>
  )
}

function SendTest({ callback: { id: subscriptionId } }: { readonly callback: Callback }) {
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () => api.postNotificationsSubscriptionsBySubscriptionIdTest({ subscriptionId }),
    onSuccess: () => toast.success('A test was sent; what becomes of it stands below'),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: [deliveriesKey] }),
  })
  return (
    <Button size="xs" variant="default" loading={send.isPending} onClick={() => send.mutate()}>
      Send a test
    </Button>
  )
}

function Turn({ callback }: { readonly callback: Callback }) {
  const { id: subscriptionId, active, queued = 0 } = callback
  const queries = useQueryClient()
  const confirm = useConfirm()
  const turn = useMutation({
    mutationFn: () =>
      active
        ? api.deleteNotificationsSubscriptionsBySubscriptionIdActive({ subscriptionId })
        : api.putNotificationsSubscriptionsBySubscriptionIdActive({ subscriptionId }),
    onSuccess: () =>
      toast.success(
        active
          ? 'The callback is disabled; what is told from now on is kept'
          : queued > 0
            ? 'The callback is served again; what was kept waits for your word'
            : 'The callback is served again',
      ),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: [callbacksKey] }),
  })
  async function ask() {
    const isSure =
      !active ||
      (await confirm({
        title: 'Disable this callback?',
        body: 'Nothing is sent to it until it is enabled again. What it would be told is kept for seven days.',
        action: 'Disable',
      }))
    if (isSure) turn.mutate()
  }
  return (
    <Button size="xs" variant="default" loading={turn.isPending} onClick={() => void ask()}>
      {active ? 'Disable …' : 'Enable'}
    </Button>
  )
}

function Remove({ callback }: { readonly callback: Callback }) {
  const { id: subscriptionId, waiting = 0, queued = 0, config } = callback
  const queries = useQueryClient()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const remove = useMutation({
    mutationFn: () => api.deleteNotificationsSubscriptionsBySubscriptionId({ subscriptionId }),
    async onSuccess() {
      toast.success('The callback was deleted')
      await navigate({ to: '/callbacks' })
      queries.removeQueries({ queryKey: [callbacksKey, subscriptionId] })
      void queries.invalidateQueries({ queryKey: [callbacksKey] })
    },
    onError: (error) => toast.failure(error),
  })
  async function ask() {
    const open = waiting + queued
    const lost =
      open === 0
        ? ''
        : ` ${open.toLocaleString('en')} that wait or were kept are not sent to it any more.`
    const isSure = await confirm({
      title: `Delete the callback to ${destinationText(destinationOf(config))}?`,
      body: `Nothing is told to it from now on, and its secret is gone.${lost} The notifications themselves stay.`,
      action: 'Delete callback',
    })
    if (isSure) remove.mutate()
  }
  return (
    <Button
      size="xs"
      variant="subtle"
      color="red"
      loading={remove.isPending}
      onClick={() => void ask()}
    >
      Delete …
    </Button>
  )
}
