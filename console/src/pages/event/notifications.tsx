import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countWords } from '../../parts/count-words.ts'
import { ErrorState } from '../../parts/error-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { DayTime } from '../../parts/time.tsx'
import { deliveriesQuery, type Delivery } from '../events/event.ts'
import { deliveryColors, deliveryWords, inactiveWords } from '../events/words.ts'
import classes from './event.module.css'

const atOnce = 10

/** Whom an event was told, and what became of it there. */
export function Notifications({ ids }: { readonly ids: readonly number[] }) {
  const [shown, setShown] = useState(atOnce)
  return (
    <Card component="section" aria-labelledby="notifications">
      <Title order={2} id="notifications" mb="md">
        Notifications
      </Title>
      {ids.length === 0 ? (
        <Text c="dimmed">None were made of this event.</Text>
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
    <Stack gap={6}>
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
          Nobody is subscribed. It is kept, and can be pulled.
        </Text>
      ) : null}
      {deliveries.data?.map((delivery) => (
        <DeliveryLine key={delivery.subscriptionId} delivery={delivery} />
      ))}
    </Stack>
  )
}

function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const { status, tries, lastFailure, nextTryDate, updatedDate, subscription } = delivery
  const why = subscription?.inactiveReason
  return (
    <div>
      <Group gap="xs">
        <Badge color={deliveryColors[status]}>{deliveryWords[status]}</Badge>
        <Text size="sm" className="hw-mono">
          {destinationOf(delivery)}
        </Text>
        <Text size="sm" c="dimmed">
          {tries === 0 ? 'not tried yet' : countWords(tries, 'try', 'tries')}
          {status === 'delivered' ? (
            <>
              , <DayTime at={updatedDate} />
            </>
          ) : null}
        </Text>
      </Group>
      {status === 'delivered' ? null : (
        <Text size="sm" c="dimmed" mt={2}>
          {lastFailure === undefined ? null : `Last failure: ${lastFailure}. `}
          {why === undefined ? null : `Waits: ${inactiveWords[why]}. `}
          {nextTryDate === undefined || why !== undefined ? null : (
            <>
              Next try <DayTime at={nextTryDate} />
            </>
          )}
        </Text>
      )}
    </div>
  )
}

/** Paths and queries of callbacks may carry secrets; the host says enough. */
function destinationOf({ subscription, subscriptionId }: Delivery): string {
  const { url, email } = subscription?.config ?? {}
  if (typeof url === 'string' && URL.canParse(url)) return new URL(url).host
  return typeof email === 'string' ? email : `subscription ${subscriptionId}`
}
