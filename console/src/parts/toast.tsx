/** Short messages at the edge of the window. */
import { notifications } from '@mantine/notifications'
import { CheckCircleIcon, XCircleIcon } from '@primer/octicons-react'
import { problemOf } from '../api/problem.ts'

const shownMs = 5000

export const toast = {
  /** Something was done, in the past tense: "Instance deleted". */
  success(message: string): void {
    notifications.show({
      message,
      color: 'green',
      icon: <CheckCircleIcon size={16} />,
      autoClose: shownMs,
      closeButtonProps: { 'aria-label': 'Close the message' },
    })
  },

  /** Something failed and the page has no better place to say so. It stays until it is closed. */
  failure(error: unknown): void {
    const { message, requestId } = problemOf(error)
    notifications.show({
      title: message,
      message: requestId === undefined ? '' : `Request ${requestId}`,
      color: 'red',
      icon: <XCircleIcon size={16} />,
      autoClose: false,
      closeButtonProps: { 'aria-label': 'Close the message' },
    })
  },
}
