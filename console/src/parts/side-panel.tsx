import { Drawer, Group } from '@mantine/core'
import type { ReactNode } from 'react'

interface SidePanelProps {
  readonly title: ReactNode
  readonly isOpen: boolean
  onClose(): void
  readonly children: ReactNode
}

/** One thing beside the list it is of. */
export function SidePanel({ title, isOpen, onClose, children }: SidePanelProps) {
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body p="lg">
          {/* No <header>: the page has one. */}
          <Group justify="space-between" wrap="nowrap" mb="md">
            <Drawer.Title fz="lg" fw={600}>
              {title}
            </Drawer.Title>
            <Drawer.CloseButton aria-label="Close" />
          </Group>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
