import { Badge, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { DayTime } from '../../parts/time.tsx'
import { milliseconds } from '../activity/columns.tsx'
import { deliveriesKey, type Delivery } from '../deliveries/deliveries.ts'
import { failureText } from '../deliveries/words.ts'
import classes from './attempts.module.css'

type Attempt = Awaited<
  ReturnType<
    typeof api.getNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveriesAttempts
  >
>['data'][number]

const shownAtOnce = 10

/** Each try, the newest first. */
export function Attempts({ delivery }: { readonly delivery: Delivery }) {
  const { notificationId, subscriptionId, tries, updatedDate } = delivery
  const [isAll, setIsAll] = useState(false)
  const attempts = useQuery({
    // A delivery that changed was tried again.
    queryKey: [deliveriesKey, 'attempts', notificationId, subscriptionId, updatedDate],
    queryFn: async () =>
      (
        await api.getNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveriesAttempts({
          notificationId,
          subscriptionId,
        })
      ).data,
    placeholderData: (before) => before,
  })
  if (attempts.isPending) {
    return <LinesSkeleton lines={Math.min(Math.max(tries, 1), shownAtOnce)} height={28} />
  }
  if (attempts.isError) {
    return (
      <ErrorState
        error={attempts.error}
        title="The tries could not be read"
        onRetry={() => void attempts.refetch()}
      />
    )
  }
  const { data } = attempts
  if (data.length === 0) return null
  return (
    <>
      <ol className={classes['attempts']} aria-label="Tries, the newest first">
        {data.slice(0, isAll ? undefined : shownAtOnce).map((attempt) => (
          <AttemptRow key={`${attempt.date}-${attempt.number}`} attempt={attempt} />
        ))}
      </ol>
      {data.length > shownAtOnce && !isAll ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={classes['more']}
          onClick={() => setIsAll(true)}
        >
          Show all {data.length} tries
        </Button>
      ) : null}
    </>
  )
}

function AttemptRow({ attempt }: { readonly attempt: Attempt }) {
  const { number, date, durationMs, status, failure, answer } = attempt
  const [isOpen, setIsOpen] = useState(false)
  const isGood = failure === undefined
  return (
    <li className={classes['attempt']}>
      <Group gap="sm" wrap="wrap">
        <Badge color={isGood ? 'green' : 'red'} miw={44}>
          {status ?? (isGood ? 'OK' : '–')}
        </Badge>
        <Text size="sm" className={classes['words']}>
          {isGood ? 'It was taken' : failureText(failure, undefined)}
        </Text>
        <Text size="sm" c="dimmed" className={classes['when']}>
          <DayTime at={date} /> · {milliseconds(durationMs)} · try {number}
        </Text>
        {answer === undefined ? null : (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? 'Hide the answer' : 'Show the answer'}
          </Button>
        )}
      </Group>
      {isOpen && answer !== undefined ? (
        <CodeBlock what={`answer to try ${number}`} code={answer} maxHeight={260} />
      ) : null}
    </li>
  )
}
