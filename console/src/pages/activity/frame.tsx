import type { ReactNode } from 'react'
import { ViewsFrame } from '../../parts/views-frame.tsx'

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
