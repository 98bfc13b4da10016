/** What the pages of this part share while they read, and when they cannot. */
import { Group, Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import { Marks } from '../connectors/marks.tsx'
import { Picture } from '../connectors/picture.tsx'
import type { Connector } from '../connectors/connector.ts'

export function FormSkeleton() {
  return (
    <Stack gap="lg" aria-busy aria-label="Loading">
      <Group>
        <Skeleton height={48} width={48} radius="lg" />
        <Skeleton height={28} width={260} />
      </Group>
      <Skeleton height={380} radius="lg" />
    </Stack>
  )
}

interface FrameProps {
  readonly connector: Connector
  readonly title: string
  readonly description: string
  readonly children: ReactNode
}

export function Frame({ connector, title, description, children }: FrameProps) {
  return (
    <Stack gap="lg">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <Picture connectorKey={connector.key} size={48} />
        <Stack gap={6} flex={1} miw={0}>
          <PageHeader title={title} description={description} />
          <Group gap={6}>
            <Marks {...connector} />
          </Group>
        </Stack>
      </Group>
      {children}
    </Stack>
  )
}
