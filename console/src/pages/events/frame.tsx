import type { ReactNode } from 'react'
import { ViewsFrame } from '../../parts/views-frame.tsx'

const views = [
  { to: '/events', title: 'Incoming' },
  { to: '/events/sources', title: 'Sources' },
]

interface FrameProps {
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Frame({ actions, children }: FrameProps) {
  return (
    <ViewsFrame
      title="Events"
      description="What changed at the vendors, how it came here, and what became of it."
      label="Views of events"
      views={views}
      actions={actions}
    >
      {children}
    </ViewsFrame>
  )
}
