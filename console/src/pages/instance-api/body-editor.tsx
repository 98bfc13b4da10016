import { Button, Group, Textarea } from '@mantine/core'
import type { ApiDocument, Schema } from './document.ts'
import { exampleOf } from './example.ts'
import classes from './page.module.css'

interface BodyEditorProps {
  readonly document: ApiDocument
  readonly schema: Schema
  readonly text: string
  readonly error: string | undefined
  onChange(text: string): void
}

/** The body as JSON, begun with an example. */
export function BodyEditor({ document, schema, text, error, onChange }: BodyEditorProps) {
  const fill = (size: 'short' | 'whole') =>
    onChange(JSON.stringify(exampleOf(document, schema, size), undefined, 2))
  return (
    <div>
      <Textarea
        name="body"
        label="Body"
        description="JSON; Ctrl + Enter sends it"
        autosize
        minRows={4}
        maxRows={22}
        spellCheck={false}
        className={classes['editor']}
        error={error}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      />
      <Group gap="xs" mt={6}>
        <Button size="compact-xs" variant="default" onClick={() => fill('short')}>
          Short example
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => fill('whole')}>
          All members
        </Button>
      </Group>
    </div>
  )
}
