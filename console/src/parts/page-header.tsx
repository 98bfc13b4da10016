import { Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { isFirstPage } from '../shell/first-page.ts'

interface PageHeaderProps {
  readonly title: string
  readonly description?: ReactNode
  /** Buttons of the page. */
  readonly actions?: ReactNode
}

/** The head of a page: names it in the window's title, and takes the focus when one came here by a link. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Hubwright`
  }, [title])
  useEffect(() => {
    // Who reads by ear hears where he is; the first page begins at its top by itself.
    if (!isFirstPage()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={4}>
        <Title order={1} ref={heading} tabIndex={-1} className="hw-quiet-focus">
          {title}
        </Title>
        {description === undefined ? null : (
          <Text c="dimmed" maw={680}>
            {description}
          </Text>
        )}
      </Stack>
      {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
    </Group>
  )
}
