import classes from './cell-text.module.css'

interface CellTextProps {
  readonly text: string
  /** Shown in its place, where a part of it looks otherwise. */
  readonly children?: React.ReactNode
  readonly look?: 'dimmed' | 'strong' | undefined
}

/** Text of a cell in one or two lines: what has no room ends with an ellipsis, and is shown whole on hover. */
export function CellText({ text, children = text, look }: CellTextProps) {
  return (
    <span className={classes['text']} data-look={look} title={text}>
      {children}
    </span>
  )
}
