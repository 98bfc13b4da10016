import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import { ViewLinks } from '../../parts/view-links.tsx'

const views = [
  { to: '/activity', title: 'Calls' },
  { to: '/activity/charts', title: 'Charts' },
]

interface FrameProps {
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The head of both views; going from one to the other keeps the filters. */
export function Frame({ actions, children }: FrameProps) {
  return (
    <Stack gap="md">
      <PageHeader
        title="Activity"
        description="Every call of a connected account, for thirty days."
        actions={actions}
      />
      <ViewLinks
        label="Views of the activity"
        views={views}
        search={(old) => ({ ...old, call: undefined })}
      />
      {children}
    </Stack>
  )
}
