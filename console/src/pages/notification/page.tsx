/** One notification: what it says, what is sent, and what became of it at each callback. */
import { Badge, Card, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/api.ts'
import { ErrorState } from '../../parts/error-state.tsx'
import { TextLink } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { LinesSkeleton, PageSkeleton } from '../../parts/skeletons.tsx'
import { Time } from '../../parts/time.tsx'
import { useAddressPart } from '../../router.tsx'
import { instanceNameIn } from '../deliveries/columns.tsx'
import { deliveriesKey, type Delivery, type Notification } from '../deliveries/deliveries.ts'
import { kindWords, sentenceOf, topicText, type NotificationKind } from '../deliveries/words.ts'
import { Body } from './body.tsx'
import { DeliveryCard } from './delivery-card.tsx'
import facts from '../../parts/facts.module.css'

const refreshMs = 3000

export function Page() {
  const id = Number(useAddressPart('id'))
  const notification = useQuery({
    queryKey: ['notification', id],
    queryFn: async () => (await api.getNotificationsByNotificationId({ notificationId: id })).data,
    staleTime: Infinity,
  })
  if (notification.isPending) return <PageSkeleton />
  if (notification.isError) {
    return (
      <Stack gap="md">
        <PageHeader title="Notification" />
        <ErrorState
          error={notification.error}
          title="The notification could not be read"
          onRetry={() => void notification.refetch()}
        />
        <TextLink to="/deliveries">All deliveries</TextLink>
      </Stack>
    )
  }
  return <Shown notification={notification.data} />
}

function Shown({ notification }: { readonly notification: Notification }) {
  const { id, kind, createdDate } = notification
  return (
    <Stack gap="lg">
      <PageHeader
        title={sentenceOf(notification)}
        description={
          <>
            Notification {id}, created <Time at={createdDate} /> ·{' '}
            <TextLink to="/deliveries">All deliveries</TextLink>
          </>
        }
        actions={<Badge color="gray">{kindWords[kind as NotificationKind] ?? kind}</Badge>}
      />
      <Facts notification={notification} />
      <Deliveries id={id} />
      <Body id={id} />
    </Stack>
  )
}

function Facts({ notification }: { readonly notification: Notification }) {
  const { topic, severity, from, eventId, instanceId, createdDate } = notification
  const instanceName = instanceNameIn(notification)
  const topicWords = topicText(topic, instanceId === undefined ? {} : { instanceId, instanceName })
  return (
    <Card component="section" aria-label="Facts">
      <dl className={facts['facts']}>
        <dt>Topic</dt>
        <dd>
          {topicWords}
          {topicWords === topic ? null : (
            <>
              {' '}
              <Text span size="sm" c="dimmed" className="hw-mono">
                {topic}
              </Text>
            </>
          )}
        </dd>
        {eventId === undefined ? null : (
          <>
            <dt>Event</dt>
            <dd>
              <TextLink to={`/events/${eventId}`}>Event {eventId}</TextLink>
            </dd>
          </>
        )}
        {instanceId === undefined ? null : (
          <>
            <dt>Instance</dt>
            <dd>
              <TextLink to={`/instances/${instanceId}`}>{instanceName}</TextLink>
            </dd>
          </>
        )}
        <dt>Created</dt>
        <dd>
          <Time at={createdDate} isExact />
        </dd>
        {from === '' ? null : (
          <>
            <dt>From</dt>
            <dd>{from}</dd>
          </>
        )}
        <dt>Severity</dt>
        <dd>{severity}</dd>
      </dl>
    </Card>
  )
}

function Deliveries({ id }: { readonly id: number }) {
  const deliveries = useQuery({
    queryKey: [deliveriesKey, 'of', id],
    queryFn: async () =>
      (
        await api.getNotificationsByNotificationIdSubscriptionsDeliveries({
          notificationId: id,
          hydrate: true,
        })
      ).data,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? refreshMs : false),
  })
  if (deliveries.isPending) {
    return (
      <Card mih={180}>
        <LinesSkeleton lines={4} height={24} />
      </Card>
    )
  }
  if (deliveries.isError) {
    return (
      <ErrorState
        error={deliveries.error}
        title="The deliveries could not be read"
        onRetry={() => void deliveries.refetch()}
      />
    )
  }
  if (deliveries.data.length === 0) {
    return (
      <Card>
        <Text c="dimmed">
          No callback wanted it. It is kept for who asks, with <code>GET /notifications/feed</code>,
          for seven days.
        </Text>
      </Card>
    )
  }
  return deliveries.data.map((delivery) => (
    <DeliveryCard key={delivery.subscriptionId} delivery={delivery} />
  ))
}

function isUnderWay({ status }: Delivery): boolean {
  return status === 'created' || status === 'retry'
}
