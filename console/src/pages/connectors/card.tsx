import { Group, Card as Frame, Text, Title } from '@mantine/core'
import { LinkButton, TextLink } from '../../parts/link.tsx'
import { useMay } from '../../session/session.ts'
import classes from './card.module.css'
import { instancesAddress, instancesText, type ConnectorCard } from './connector.ts'
import { Marks } from './marks.tsx'
import { Picture } from './picture.tsx'

interface CardProps {
  readonly connector: ConnectorCard
  /** Name of its hub. */
  readonly hub: string
  /** How many instances there are. */
  readonly count: number
}

export function Card({ connector, hub, count }: CardProps) {
  const may = useMay()
  const { key, id, name, description } = connector
  return (
    <Frame component="li" className={classes['card']} padding="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Picture connectorKey={key} />
        <div className={classes['head']}>
          <Title order={2} className={classes['name']}>
            <TextLink to={`/connectors/${key}`} c="inherit">
              {name}
            </TextLink>
          </Title>
          <Text size="sm" c="dimmed" truncate>
            {hub} · ID {id}
          </Text>
        </div>
        <Group gap={6} justify="flex-end">
          <Marks {...connector} />
        </Group>
      </Group>
      <Text size="sm" c="dimmed" lineClamp={3} className={classes['description']}>
        {description}
      </Text>
      <Group justify="space-between" gap="sm">
        {count === 0 ? (
          <Text size="sm" c="dimmed">
            No instances
          </Text>
        ) : (
          <TextLink to={instancesAddress(key)} size="sm" fw={550}>
            {instancesText(count)}
          </TextLink>
        )}
        {may('createElementInstances') ? (
          <LinkButton
            to={`/connectors/${key}/connect`}
            size="xs"
            variant={count === 0 ? 'filled' : 'default'}
            aria-label={`Connect ${name}`}
          >
            Connect
          </LinkButton>
        ) : null}
      </Group>
    </Frame>
  )
}
