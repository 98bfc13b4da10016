import { CopyButton } from './copy-button.tsx'
import classes from './code-block.module.css'

interface CodeBlockProps {
  readonly code: string
  /** What it is, for people who do not see it and for the copy button: "answer", "curl command". */
  readonly what: string
  /** Copied in the place of what is shown. */
  readonly copied?: string
  /** In pixels; longer code scrolls. */
  readonly maxHeight?: number
}

export function CodeBlock({ code, what, copied, maxHeight }: CodeBlockProps) {
  return (
    <div className={classes['block']}>
      <div className={classes['copy']}>
        <CopyButton text={copied ?? code} what={what} />
      </div>
      <pre
        className={classes['code']}
        style={{ maxHeight }}
        // It scrolls, so it must be reachable without a mouse.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={what}
      >
        {code}
      </pre>
    </div>
  )
}
