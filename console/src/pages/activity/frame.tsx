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
    <ViewsFrame
      title="Activity"
      description="Every call of a connected account, for thirty days."
      label="Views of the activity"
      views={views}
      actions={actions}
      search={(old: object) => ({ ...old, call: undefined })}
    >
      {children}
    </ViewsFrame>
  )
}

interface ViewsFrameProps extends FrameProps {
  readonly title: string
  readonly description: string
  /** What the views are, for people who do not see them. */
  readonly label: string
  readonly views: readonly { readonly to: string; readonly title: string }[]
  /** What of the address stays on the way to another view; nothing by default. */
  search?(old: object): object
}

/** The head of pages that show one thing in several ways, and the links between them. */
export function ViewsFrame(props: ViewsFrameProps) {
  return (
    <Stack gap="md">
      <PageHeader title={props.title} description={props.description} actions={props.actions} />
      <ViewLinks
        label={props.label}
        views={props.views}
        {...(props.search === undefined ? {} : { search: props.search })}
      />
      {props.children}
    </Stack>
  )
}
