/** What events a connector has, and what is to be done at the vendor for them. */
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Connector, ConnectorSetup } from '../connectors/connector.ts'
import { HowToRegister } from '../instance/events/webhook-address.tsx'
import classes from './overview.module.css'

interface EventsCardProps {
  readonly connector: Connector
  readonly setup: UseQueryResult<ConnectorSetup>
}

export function EventsCard({ connector: { name }, setup }: EventsCardProps) {
  const events = setup.data?.events
  if (events === undefined) return null
  const { methods, objectTypes, pollingOnly, webhook } = events
  const polled = setup.data?.authenticationTypes
    .filter(({ type }) => pollingOnly.includes(type))
    .map(({ label }) => label)
  return (
    <Card component="section" aria-labelledby="events" className={classes['wide']}>
      <Title order={2} id="events" mb="sm">
        Events
      </Title>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          What changes at {name} is told to your app as signed notifications. They are switched on
          for each instance, on the tab Events of its page.
        </Text>
        <div>
          <Text fw={600} mb={4}>
            What they tell of
          </Text>
          <Group gap={6}>
            {objectTypes.map((type) => (
              <Badge key={type} color="gray">
                {type}
              </Badge>
            ))}
          </Group>
        </div>
        {methods.includes('webhook') && webhook !== undefined ? (
          <Stack gap="xs">
            <Text fw={600}>By webhooks</Text>
            {webhook.registersItself ? (
              <Text size="sm" c="dimmed">
                Hubwright registers the address of each instance at {name} by itself.
              </Text>
            ) : (
              <HowToRegister webhook={webhook} vendor={name} />
            )}
            {webhook.url === undefined && !webhook.registersItself ? (
              <Text size="sm" c="dimmed">
                Each instance has an address of its own, on the tab Events of its page.
              </Text>
            ) : null}
          </Stack>
        ) : null}
        {methods.includes('polling') ? (
          <div>
            <Text fw={600} mb={4}>
              By polling
            </Text>
            <Text size="sm" c="dimmed">
              Hubwright asks {name} what changed, as often as the instance wants. Nothing is to be
              registered.
              {polled === undefined || polled.length === 0
                ? ''
                : ` Instances by ${polled.join(', ')} always poll.`}
            </Text>
          </div>
        ) : null}
      </Stack>
    </Card>
  )
}
