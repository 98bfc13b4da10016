/** The way of an event: stored, told, delivered. Ends where it ended, and says why. */
import { Text } from '@mantine/core'
import {
  AlertFillIcon,
  CheckCircleFillIcon,
  CircleIcon,
  CircleSlashIcon,
  XCircleFillIcon,
} from '@primer/octicons-react'
import { useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { countWords } from '../../parts/count-words.ts'
import { DayTime } from '../../parts/time.tsx'
import { deliveriesQuery, type Delivery, type LoggedEvent } from '../events/event.ts'
import { inactiveWords } from '../events/words.ts'
import { deliveredStep, type Sign } from './steps.ts'
import classes from './event.module.css'

/** An event of a large poll has hundreds; what became of the first ones says enough. */
const mostAsked = 5

/** What became of the first notifications; undefined until all of these are read. */
function useDeliveries({ notificationIds }: LoggedEvent): readonly Delivery[] | undefined {
  const asked = useQueries({ queries: notificationIds.slice(0, mostAsked).map(deliveriesQuery) })
  if (asked.some(({ data, isError }) => data === undefined && !isError)) return undefined
  return asked.flatMap(({ data }) => data ?? [])
}

export function Way({ event }: { readonly event: LoggedEvent }) {
  const deliveries = useDeliveries(event)
  const { status, reason, receivedDate, processedDate, notificationIds } = event
  const isTold = status === 'DISPATCHED' || status === 'NOTIFIED'
  return (
    <ol className={classes['way']} aria-label="Its way">
      <Step sign="done" title="Stored">
        <DayTime at={receivedDate} />
      </Step>
      {status === 'NEW' ? (
        <Step sign="open" title="To be processed">
          {reason ?? 'It waits for its turn'}
        </Step>
      ) : null}
      {status === 'CONSUMED' ? (
        <Step sign="over" title="Nobody to tell">
          {reason}
        </Step>
      ) : null}
      {status === 'FAILED' ? (
        <Step sign="failed" title="Given up">
          {reason}
        </Step>
      ) : null}
      {isTold ? (
        <Step sign="done" title="Told">
          {countWords(notificationIds.length, 'notification')}
          {processedDate === undefined ? null : (
            <>
              , <DayTime at={processedDate} />
            </>
          )}
        </Step>
      ) : null}
      {isTold ? <Delivered event={event} deliveries={deliveries} /> : null}
    </ol>
  )
}

function Delivered({
  event,
  deliveries,
}: {
  readonly event: LoggedEvent
  readonly deliveries: readonly Delivery[] | undefined
}) {
  if (deliveries === undefined) {
    return (
      <Step sign="open" title="Delivery">
        Reading …
      </Step>
    )
  }
  const { sign, title, delivery } = deliveredStep(event.status, deliveries)
  const latest = deliveries
    .map(({ updatedDate }) => updatedDate)
    .toSorted()
    .at(-1)
  const why = delivery?.subscription?.inactiveReason
  return (
    <Step sign={sign} title={title}>
      {sign === 'done' && latest !== undefined ? <DayTime at={latest} /> : null}
      {why === undefined ? delivery?.lastFailure : sentence(inactiveWords[why])}
      {delivery?.nextTryDate === undefined || why !== undefined ? null : (
        <>
          {delivery.lastFailure === undefined ? 'Next try ' : '; next try '}
          <DayTime at={delivery.nextTryDate} />
        </>
      )}
    </Step>
  )
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const signs: Readonly<Record<Sign, ReactNode>> = {
  done: <CheckCircleFillIcon size={18} aria-label="Done:" />,
  open: <CircleIcon size={18} aria-label="To come:" />,
  over: <CircleSlashIcon size={18} aria-label="Ended:" />,
  late: <AlertFillIcon size={18} aria-label="Not yet:" />,
  failed: <XCircleFillIcon size={18} aria-label="Failed:" />,
}

interface StepProps {
  readonly sign: Sign
  readonly title: string
  readonly children: ReactNode
}

function Step({ sign, title, children }: StepProps) {
  return (
    <li className={classes['step']} data-sign={sign}>
      <span className={classes['sign']}>{signs[sign]}</span>
      <span className={classes['text']}>
        <Text fw={600} component="span" display="block">
          {title}
        </Text>
        <Text size="sm" c="dimmed" component="span" display="block" mih={19}>
          {children}
        </Text>
      </span>
    </li>
  )
}
