import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import { ViewLinks } from '../../parts/view-links.tsx'

const views = [
  { to: '/deliveries', title: 'Deliveries' },
  { to: '/live', title: 'Live' },
]

interface FrameProps {
  readonly title: string
  readonly description: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The head of both views of what is told. */
export function Frame({ title, description, actions, children }: FrameProps) {
  return (
    <Stack gap="md">
      <PageHeader title={title} description={description} actions={actions} />
      <ViewLinks label="Views of what is told" views={views} />
      {children}
    </Stack>
  )
}
