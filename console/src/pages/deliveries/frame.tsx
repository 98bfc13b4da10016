import type { ReactNode } from 'react'
import { ViewsFrame } from '../../parts/views-frame.tsx'

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
export function Frame(props: FrameProps) {
  return <ViewsFrame label="Views of what is told" views={views} {...props} />
}
