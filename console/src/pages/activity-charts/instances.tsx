import { Card, Stack, Text, Title } from '@mantine/core'
import { BarList } from '../../parts/charts/bar-list.tsx'
import { countWords } from '../../parts/count-words.ts'
import { TextLink } from '../../parts/link.tsx'
import type { Figures } from './figures.ts'

const mostShown = 10

/** The instances that were called most; each leads to its calls. */
export function Instances({ instances }: Pick<Figures, 'instances'>) {
  return (
    <Card component="section" aria-label="By instance" padding="md">
      <Stack gap="sm">
        <Title order={2}>By instance</Title>
        <Text size="sm" c="dimmed">
          {instances.length > mostShown
            ? `The busiest ${mostShown} of ${instances.length}${instances.length === 200 ? ' or more' : ''}`
            : 'All that were called'}
        </Text>
        <BarList
          label="Calls by instance"
          bars={instances.slice(0, mostShown).map((one) => ({
            key: one.instanceId,
            name: (
              <TextLink
                to="/activity"
                search={(old: object) => ({ ...old, instance: String(one.instanceId) })}
                size="sm"
              >
                {one.instanceName}
              </TextLink>
            ),
            words: `${countWords(one.count, 'call')}, ${one.failed.toLocaleString('en')} failed`,
            parts: [
              { tone: 'good', value: one.count - one.failed },
              { tone: 'bad', value: one.failed },
            ],
          }))}
        />
      </Stack>
    </Card>
  )
}
