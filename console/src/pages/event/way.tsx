/** The way of an event: received, processed, delivered. Ends where it ended, and says why. */
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
import { eventStates } from '../../parts/state-words.ts'
import { DayTime } from '../../parts/time.tsx'
import { NextStep } from '../deliveries/next-step.tsx'
import { failureText } from '../deliveries/words.ts'
import { deliveriesQuery, type Delivery, type LoggedEvent } from '../events/event.ts'
import { deliveredStep, titleOf, type Sign } from './steps.ts'
import { Waiting } from './waiting.tsx'
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
  const { word } = eventStates[status]
  return (
    <ol className={classes['way']} aria-label="Its way">
      <Step sign="done" title="Received">
        <DayTime at={receivedDate} />
      </Step>
      {status === 'NEW' ? (
        <Step sign={reason === undefined ? 'open' : 'late'} title={word}>
          <Waiting event={event} />
        </Step>
      ) : null}
      {status === 'CONSUMED' || status === 'FAILED' ? (
        <Step sign={status === 'FAILED' ? 'failed' : 'over'} title={word}>
          {reason}
        </Step>
      ) : null}
      {isTold ? (
        <Step sign="done" title="Processed">
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
      <Step sign="open" title={eventStates[event.status].word}>
        Reading …
      </Step>
    )
  }
  const step = deliveredStep(event.status, deliveries)
  const { sign, why, delivery } = step
  const wanted = deliveries.filter(({ status }) => status !== 'cancelled')
  const taken = wanted.filter(({ status }) => status === 'delivered').length
  const latest = deliveries
    .map(({ updatedDate }) => updatedDate)
    .toSorted()
    .at(-1)
  return (
    <Step sign={sign} title={titleOf(step)}>
      {sign === 'done' && latest !== undefined ? <DayTime at={latest} /> : why}
      {sign === 'done' || taken === 0 ? null : `${taken} of ${wanted.length} have it. `}
      {delivery?.lastFailure === undefined
        ? null
        : `${failureText(delivery.lastFailure, delivery.lastStatus)}. `}
      {delivery === undefined ? null : <NextStep delivery={delivery} />}
    </Step>
  )
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
