import { Stack, UnstyledButton } from '@mantine/core'
import { ChevronDownIcon, ChevronRightIcon } from '@primer/octicons-react'
import { useState, type ReactNode } from 'react'
import classes from './connect.module.css'

interface FoldProps {
  readonly title: string
  /** Something within must be seen. */
  readonly isForcedOpen?: boolean
  readonly children: ReactNode
}

/** What most people need not read. */
export function Fold({ title, isForcedOpen = false, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isShown = isOpen || isForcedOpen
  return (
    <div>
      <UnstyledButton
        className={classes['fold']}
        aria-expanded={isShown}
        onClick={() => setIsOpen(!isShown)}
      >
        {isShown ? <ChevronDownIcon size={16} /> : <ChevronRightIcon size={16} />}
        {title}
      </UnstyledButton>
      {isShown ? (
        <Stack gap="md" pt="sm">
          {children}
        </Stack>
      ) : null}
    </div>
  )
}
