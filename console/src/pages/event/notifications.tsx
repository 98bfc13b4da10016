import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countWords } from '../../parts/count-words.ts'
import { ErrorState } from '../../parts/error-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { deliveryStateOf } from '../../parts/state-words.ts'
import { DayTime } from '../../parts/time.tsx'
import { CallbackName } from '../deliveries/callback-name.tsx'
import { NextStep } from '../deliveries/next-step.tsx'
import { failureText } from '../deliveries/words.ts'
import { deliveriesQuery, type Delivery, type LoggedEvent } from '../events/event.ts'
import classes from './event.module.css'

const atOnce = 10

/** Whom an event was told, and what became of it there. */
export function Notifications({ event }: { readonly event: LoggedEvent }) {
  const { notificationIds: ids, status } = event
  const [shown, setShown] = useState(atOnce)
  return (
    <Card component="section" aria-labelledby="notifications">
      <Title order={2} id="notifications" mb="md">
        Notifications
      </Title>
      {ids.length === 0 ? (
        <Text c="dimmed">
          {status === 'NEW'
            ? 'They are made when it is processed.'
            : 'None were made of this event.'}
        </Text>
      ) : (
        <ul className={classes['notifications']}>
          {ids.slice(0, shown).map((id) => (
            <li key={id}>
              <Notification id={id} />
            </li>
          ))}
        </ul>
      )}
      {ids.length > shown ? (
        <Button variant="default" size="xs" mt="md" onClick={() => setShown(shown + atOnce)}>
          Show more of {countWords(ids.length, 'notification')}
        </Button>
      ) : null}
    </Card>
  )
}

function Notification({ id }: { readonly id: number }) {
  const deliveries = useQuery(deliveriesQuery(id))
  return (
    <Stack gap={8}>
      <TextLink to={`/notifications/${id}`} fw={550}>
        Notification {id}
      </TextLink>
      {deliveries.isPending ? <LinesSkeleton lines={1} height={22} /> : null}
      {deliveries.isError ? (
        <ErrorState
          error={deliveries.error}
          title="Its deliveries could not be read"
          onRetry={() => void deliveries.refetch()}
        />
      ) : null}
      {deliveries.data?.length === 0 ? (
        <Text size="sm" c="dimmed">
          No callback wanted it. It is kept, and can be pulled.
        </Text>
      ) : null}
      {deliveries.data?.map((delivery) => (
        <DeliveryLine key={delivery.subscriptionId} delivery={delivery} />
      ))}
    </Stack>
  )
}

function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const { status, tries, lastFailure, lastStatus, updatedDate } = delivery
  const isTaken = status === 'delivered'
  return (
    <div>
      <Group gap="xs">
        <StateBadge state={deliveryStateOf(status)} />
        <Text size="sm" className={classes['callback']}>
          <CallbackName delivery={delivery} />
        </Text>
        <Text size="sm" c="dimmed">
          {tries === 0 ? 'not tried yet' : countWords(tries, 'try', 'tries')}
          {isTaken ? (
            <>
              , <DayTime at={updatedDate} />
            </>
          ) : null}
        </Text>
      </Group>
      {isTaken ? null : (
        <Text size="sm" c="dimmed" mt={2}>
          {lastFailure === undefined ? null : `${failureText(lastFailure, lastStatus)}. `}
          <NextStep delivery={delivery} />
        </Text>
      )}
    </div>
  )
}
