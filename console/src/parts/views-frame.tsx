import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageHeader } from './page-header.tsx'
import { ViewLinks } from './view-links.tsx'

interface ViewsFrameProps {
  readonly title: string
  readonly description: string
  /** What the views are, for people who do not see them. */
  readonly label: string
  readonly views: readonly { readonly to: string; readonly title: string }[]
  /** What of the address stays on the way to another view; nothing by default. */
  search?(old: object): object
  readonly actions?: ReactNode
  readonly children: ReactNode
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
