import { Button, Group, Modal, Stack } from '@mantine/core'
import type { FormEventHandler, ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { ProblemAlert } from './error-state.tsx'

interface FormModalProps {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  readonly onSubmit: FormEventHandler<HTMLFormElement>
  /** What belongs to no field. */
  readonly problem: Problem | undefined
  /** The verb on the button: "Create user". */
  readonly action: string
  readonly isBusy: boolean
  readonly children: ReactNode
}

/** A form in a dialog. */
export function FormModal(props: FormModalProps) {
  const { title, isOpen, onClose, onSubmit, problem, action, isBusy, children } = props
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="sm">
          {problem === undefined ? null : <ProblemAlert problem={problem} />}
          {children}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isBusy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
