/** How a callback does, at a glance. */
import { Badge } from '@mantine/core'
import { failureText } from '../deliveries/words.ts'
import type { Callback } from './callbacks.ts'

export interface Health {
  readonly word: string
  readonly color: 'green' | 'yellow' | 'red' | 'gray'
  /** A sentence; undefined where the word says it all. */
  readonly why?: string
}

const inactive: Readonly<Record<string, Health>> = {
  disabled: {
    word: 'Disabled',
    color: 'gray',
    why: 'Somebody switched it off. What is told meanwhile is kept.',
  },
  gone: {
    word: 'Given up',
    color: 'red',
    why: 'It answered that it is gone for good (status 410). What is told since then is kept.',
  },
  failures: {
    word: 'Given up',
    color: 'red',
    why: 'All tries of a delivery failed. What is told since then is kept.',
  },
  no_callback_url: {
    word: 'No address',
    color: 'gray',
    why: 'The configuration of its instance has no callback URL. What is told meanwhile goes out when there is one.',
  },
  events_disabled: {
    word: 'Events are off',
    color: 'gray',
    why: 'The configuration of its instance has events disabled. What waits goes out when they are on again.',
  },
  not_served: {
    word: 'For pull alone',
    color: 'gray',
    why: 'Nothing is sent over this channel; its notifications are kept for the feed.',
  },
}

export function healthOf(callback: Callback): Health {
  const { active, inactiveReason, restsUntil, failures, lastFailure } = callback
  if (!active) return inactive[inactiveReason ?? ''] ?? { word: 'Disabled', color: 'gray' }
  const last = lastFailure === undefined ? '' : ` ${failureText(lastFailure, undefined)} last time.`
  if (restsUntil !== undefined) {
    return {
      word: 'Resting',
      color: 'yellow',
      why: `It failed ${failures} times in a row and is left alone for a while.${last}`,
    }
  }
  if (failures > 0) return { word: 'Failing', color: 'yellow', why: last.trim() }
  return { word: 'Working', color: 'green' }
}

export function HealthBadge({ callback }: { readonly callback: Callback }) {
  const { word, color } = healthOf(callback)
  return <Badge color={color}>{word}</Badge>
}
