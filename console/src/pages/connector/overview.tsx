import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { hubsQuery, type Connector, type ConnectorSetup } from '../connectors/connector.ts'
import { EventsCard } from './events-card.tsx'
import classes from './overview.module.css'

interface OverviewProps {
  readonly connector: Connector
  readonly setup: UseQueryResult<ConnectorSetup>
}

export function Overview({ connector, setup }: OverviewProps) {
  const hubs = useQuery(hubsQuery)
  const { key, id, origins } = connector
  const hub = hubs.data?.find((one) => one.key === connector.hub)
  return (
    <div className={classes['columns']}>
      <Card component="section" aria-labelledby="about">
        <Title order={2} id="about" mb="sm">
          About
        </Title>
        <dl className={classes['facts']}>
          <Fact name="Hub">{hub?.name ?? connector.hub}</Fact>
          <Fact name="Key">
            <code>{key}</code> <CopyButton text={key} what="key" />
          </Fact>
          <Fact name="ID">{id}</Fact>
          <Fact name="API">
            <span className={classes['address']}>{origins.api}</span>
          </Fact>
          <Fact name="Addresses">{whose[origins.inForce]}</Fact>
          <Fact name="Events">
            <EventsText setup={setup} />
          </Fact>
        </dl>
      </Card>
      <Card component="section" aria-labelledby="ways">
        <Title order={2} id="ways" mb="sm">
          Ways to authenticate
        </Title>
        {setup.isPending ? <LinesSkeleton lines={2} height={44} /> : null}
        {setup.isError ? (
          <ErrorState
            error={setup.error}
            title="The ways to authenticate could not be read"
            onRetry={() => void setup.refetch()}
          />
        ) : null}
        <Stack gap="md">
          {setup.data?.authenticationTypes.map(
            ({ type, label, description, usesOAuth, vendorApp }) => (
              <div key={type}>
                <Group gap="xs">
                  <Text fw={600}>{label}</Text>
                  <Text size="sm" c="dimmed" className="hw-mono">
                    {type}
                  </Text>
                  {usesOAuth ? <AppMark vendorApp={vendorApp} /> : null}
                </Group>
                {description === undefined ? null : (
                  <Text size="sm" c="dimmed">
                    {description}
                  </Text>
                )}
              </div>
            ),
          )}
        </Stack>
      </Card>
      <EventsCard connector={connector} setup={setup} />
    </div>
  )
}

const whose = {
  vendor: "The vendor's own",
  environment: 'Set by the operator of this server',
  sandbox: 'The sandbox of Hubwright, with simulated data',
} as const

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const apps = {
  organization: 'Vendor app of your organization',
  platform: 'Vendor app of this server',
} as const

function AppMark({
  vendorApp,
}: {
  readonly vendorApp: ConnectorSetup['authenticationTypes'][number]['vendorApp']
}) {
  return vendorApp === 'none' ? (
    <Badge color="gray">No vendor app set</Badge>
  ) : (
    <Badge color="green">{apps[vendorApp]}</Badge>
  )
}

/** How changes at the vendor are noticed. */
function EventsText({ setup }: Pick<OverviewProps, 'setup'>) {
  if (setup.data === undefined) return setup.isError ? 'Unknown' : '…'
  const { events } = setup.data
  if (events === undefined) return 'None'
  return `By ${events.methods.map((method) => (method === 'webhook' ? 'webhooks' : method)).join(' or ')}`
}
