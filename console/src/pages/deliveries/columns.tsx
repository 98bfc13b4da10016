import { Checkbox, Text } from '@mantine/core'
import type { Column } from '../../parts/data-table.tsx'
import { DueTime, Time } from '../../parts/time.tsx'
import type { Delivery } from './deliveries.ts'
import { StatusBadge } from './status-badge.tsx'
import { answerText, destinationOf, destinationText, sentenceOf } from './words.ts'

interface Choice {
  isChosen(delivery: Delivery): boolean
  turn(delivery: Delivery): void
}

/** @param choice undefined for who may not send again */
export function columnsOf(choice: Choice | undefined): readonly Column<Delivery>[] {
  return [
    ...(choice === undefined ? [] : [choiceColumn(choice)]),
    {
      key: 'status',
      title: 'State',
      width: '136px',
      render: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: 'what',
      title: 'Notification',
      width: 'minmax(190px, 2fr)',
      render: ({ notification, notificationId }) =>
        notification === undefined ? `Notification ${notificationId}` : sentenceOf(notification),
    },
    {
      key: 'destination',
      title: 'Sent to',
      width: 'minmax(160px, 1.8fr)',
      render: ({ subscription, subscriptionId }) =>
        subscription === undefined
          ? `Callback ${subscriptionId}`
          : destinationText(destinationOf(subscription.config)),
    },
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(100px, 0.9fr)',
      isForDesks: true,
      render: ({ notification }) => <Text size="sm">{instanceNameIn(notification)}</Text>,
    },
    {
      key: 'answer',
      title: 'Answer',
      width: '92px',
      render: ({ lastStatus, lastFailure }) => answerText(lastStatus, lastFailure),
    },
    { key: 'tries', title: 'Tries', width: '64px', align: 'end', render: ({ tries }) => tries },
    {
      key: 'next',
      title: 'Next try',
      width: '116px',
      isForDesks: true,
      render: ({ nextTryDate }) => (nextTryDate === undefined ? '' : <DueTime at={nextTryDate} />),
    },
    {
      key: 'time',
      title: 'Told',
      width: '116px',
      render: ({ createdDate }) => <Time at={createdDate} />,
    },
  ]
}

function choiceColumn({ isChosen, turn }: Choice): Column<Delivery> {
  return {
    key: 'chosen',
    title: 'Chosen',
    isTitleHidden: true,
    width: '44px',
    render: (delivery) => (
      <Checkbox
        size="xs"
        aria-label={`Choose notification ${delivery.notificationId} to callback ${delivery.subscriptionId}`}
        checked={isChosen(delivery)}
        onChange={() => turn(delivery)}
      />
    ),
  }
}

/** Events name their instance; others have its id at most. */
export function instanceNameIn(notification: Delivery['notification']): string {
  if (notification?.instanceId === undefined) return ''
  const message: unknown = notification.message
  const name =
    typeof message === 'object' && message !== null
      ? (message as Record<string, unknown>)['instanceName']
      : undefined
  return typeof name === 'string' ? name : `Instance ${notification.instanceId}`
}
