import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { useConfirm } from '../../parts/confirm.tsx'
import { countWords } from '../../parts/count-words.ts'
import { StateBadge } from '../../parts/state-badge.tsx'
import { deliveryStateOf } from '../../parts/state-words.ts'
import { toast } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { CallbackName, callbackNameIn } from '../deliveries/callback-name.tsx'
import { deliveriesKey, type Delivery } from '../deliveries/deliveries.ts'
import { NextStep } from '../deliveries/next-step.tsx'
import { Attempts } from './attempts.tsx'

/** What became of it at one callback. */
export function DeliveryCard({ delivery }: { readonly delivery: Delivery }) {
  const { subscription, status, tries } = delivery
  const name = callbackNameIn(delivery)
  const isServed = subscription?.active === true
  return (
    <Card component="section" aria-label={`Delivery to ${name}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Stack gap={4} miw={0} flex="1 1 240px">
            <Group gap="xs">
              <Title order={2} fz="md">
                <CallbackName delivery={delivery} />
              </Title>
              <StateBadge state={deliveryStateOf(status)} />
            </Group>
            <Text size="sm" c="dimmed">
              {tries === 0 ? 'Not tried yet' : countWords(tries, 'try', 'tries')}
              {!isServed || status === 'delivered' ? null : (
                <>
                  . <NextStep delivery={delivery} />
                </>
              )}
            </Text>
          </Stack>
          <SendAgain delivery={delivery} isServed={isServed} />
        </Group>
        {subscription === undefined || isServed ? null : (
          <Alert color="yellow" variant="light" title="This callback is not served at present">
            <NextStep delivery={delivery} />
          </Alert>
        )}
        <Attempts delivery={delivery} />
      </Stack>
    </Card>
  )
}

interface SendAgainProps {
  readonly delivery: Delivery
  readonly isServed: boolean
}

function SendAgain({ delivery, isServed }: SendAgainProps) {
  const { notificationId, subscriptionId, status } = delivery
  const queries = useQueryClient()
  const confirm = useConfirm()
  const mayChange = useMay()('createElementInstances')
  const send = useMutation({
    mutationFn: () =>
      api.putNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveries({
        notificationId,
        subscriptionId,
      }),
    onSuccess: () => toast.success('It goes out now'),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: [deliveriesKey] }),
  })
  async function ask() {
    const isTaken = status === 'delivered'
    const isSure =
      !isTaken ||
      (await confirm({
        title: 'Deliver it again?',
        body: 'It was taken already. It goes out once more with the same id and body, so that the receiver can know it again.',
        action: 'Deliver again',
      }))
    if (isSure) send.mutate()
  }
  if (!mayChange || !isServed) return null
  return (
    <Button variant="default" size="xs" loading={send.isPending} onClick={() => void ask()}>
      {status === 'delivered' || status === 'queued' ? 'Deliver again' : 'Deliver now'}
    </Button>
  )
}
