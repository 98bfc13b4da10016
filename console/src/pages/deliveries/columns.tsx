import { Checkbox } from '@mantine/core'
import { CellText } from '../../parts/cell-text.tsx'
import type { Column } from '../../parts/data-table.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { deliveryStateOf } from '../../parts/state-words.ts'
import { clockTime } from '../../parts/time-text.ts'
import { DueTime, Time } from '../../parts/time.tsx'
import { callbackNameIn } from './callback-name.tsx'
import type { Delivery } from './deliveries.ts'
import { answerText, sentenceOf } from './words.ts'

interface Choice {
  isChosen(delivery: Delivery): boolean
  turn(delivery: Delivery): void
}

/** How it stands, and what is told. */
export const toldColumns: readonly Column<Delivery>[] = [
  {
    key: 'status',
    title: 'State',
    width: '152px',
    render: ({ status }) => <StateBadge state={deliveryStateOf(status)} />,
  },
  {
    key: 'what',
    title: 'Notification',
    width: 'minmax(150px, 1.6fr)',
    render: ({ notification, notificationId }) => (
      <CellText
        text={
          notification === undefined ? `Notification ${notificationId}` : sentenceOf(notification)
        }
      />
    ),
  },
]

/** @param choice undefined for who may not send again */
export function columnsOf(choice: Choice | undefined): readonly Column<Delivery>[] {
  return [
    ...(choice === undefined ? [] : [choiceColumn(choice)]),
    ...toldColumns,
    {
      key: 'destination',
      title: 'Sent to',
      width: 'minmax(196px, 2.2fr)',
      render: (delivery) => <CellText text={callbackNameIn(delivery)} />,
    },
    {
      key: 'instance',
      title: 'Instance',
      width: 'minmax(118px, 0.9fr)',
      isForDesks: true,
      render: ({ notification }) => <CellText text={instanceNameIn(notification)} />,
    },
    {
      key: 'answer',
      title: 'Answer',
      width: '84px',
      render: ({ lastStatus, lastFailure }) => (
        <CellText text={answerText(lastStatus, lastFailure)} />
      ),
    },
    { key: 'tries', title: 'Tries', width: '58px', align: 'end', render: ({ tries }) => tries },
    {
      key: 'next',
      title: 'Next try',
      width: '104px',
      isForDesks: true,
      render: (delivery) => <NextTry delivery={delivery} />,
    },
    {
      key: 'time',
      title: 'Created',
      width: '130px',
      render: ({ createdDate }) => <Time at={createdDate} />,
    },
  ]
}

function NextTry({
  delivery: { nextTryDate, callbackRestsUntil },
}: {
  readonly delivery: Delivery
}) {
  if (nextTryDate === undefined) return null
  if (callbackRestsUntil === undefined) return <DueTime at={nextTryDate} />
  return <CellText text={`Rests until ${clockTime(new Date(callbackRestsUntil))}`} />
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
