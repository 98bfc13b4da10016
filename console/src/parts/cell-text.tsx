import { Fragment, type ReactNode } from 'react'
import classes from './cell-text.module.css'

interface CellTextProps {
  readonly text: string
  /** Shown in its place, where a part of it looks otherwise. */
  readonly children?: ReactNode
  readonly look?: 'dimmed' | 'strong' | undefined
}

/** Text of a cell in one or two lines: what has no room ends with an ellipsis, and is shown whole on hover. */
export function CellText({ text, children = breakable(text), look }: CellTextProps) {
  return (
    <span className={classes['text']} data-look={look} title={text}>
      {children}
    </span>
  )
}

/** Addresses break after a slash rather than within a word. */
function breakable(text: string): ReactNode {
  return text.split(/(?<=\/)/).map((part, index) => (
    // The parts of one text never change places.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
}
