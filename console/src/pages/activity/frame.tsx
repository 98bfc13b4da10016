import { Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import classes from './activity.module.css'

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
      <nav aria-label="Views of the activity" className={classes['views']}>
        {views.map(({ to, title }) => (
          <Link
            key={to}
            to={to}
            search={(old: object) => ({ ...old, call: undefined })}
            className={classes['view']}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {title}
          </Link>
        ))}
      </nav>
      {children}
    </Stack>
  )
}
