import { Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readText } from '../../api/api.ts'
import { BodyView } from '../../parts/body-view.tsx'
import { CodeBlock } from '../../parts/code-block.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'

/** What is sent, byte for byte. */
export function Body({ id }: { readonly id: number }) {
  const [look, setLook] = useState('tree')
  const body = useQuery({
    queryKey: ['notification-body', id],
    queryFn: () => readText(`/notifications/${id}/body`),
    staleTime: Infinity,
  })
  return (
    <Card component="section" aria-labelledby="body">
      <Stack gap="sm">
        <Group justify="space-between">
          <div>
            <Title order={2} id="body">
              Body
            </Title>
            <Text size="sm" c="dimmed">
              The same bytes at every try, with <code>webhook-id: {id}</code>.
            </Text>
          </div>
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label="How the body is shown"
              data={[
                { value: 'tree', label: 'Tree' },
                { value: 'sent', label: 'As sent' },
              ]}
              value={look}
              onChange={setLook}
            />
            <CopyButton
              text={body.data ?? (() => readText(`/notifications/${id}/body`))}
              what="body as sent"
              hasLabel
            />
          </Group>
        </Group>
        {body.isPending ? <LinesSkeleton lines={8} /> : null}
        {body.isError ? (
          <ErrorState
            error={body.error}
            title="The body could not be read"
            onRetry={() => void body.refetch()}
          />
        ) : null}
        {body.data === undefined ? null : look === 'tree' ? (
          <BodyView label="body" text={body.data} />
        ) : (
          <CodeBlock what="body as sent" code={body.data} maxHeight={520} />
        )}
      </Stack>
    </Card>
  )
}
