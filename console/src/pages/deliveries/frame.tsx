import { Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import classes from './deliveries.module.css'

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
      <nav aria-label="Views of what is told" className={classes['views']}>
        {views.map((view) => (
          <Link
            key={view.to}
            to={view.to}
            className={classes['view']}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {view.title}
          </Link>
        ))}
      </nav>
      {children}
    </Stack>
  )
}
