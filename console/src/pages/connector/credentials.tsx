import { Alert, Card, Stack, Text, Title } from '@mantine/core'
import { BeakerIcon } from '@primer/octicons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { waysOf } from '../connect/ways.ts'
import type { Connector, ConnectorSetup } from '../connectors/connector.ts'
import { SetupSteps } from './setup-steps.tsx'

interface CredentialsProps {
  readonly connector: Connector
  readonly setup: UseQueryResult<ConnectorSetup>
}

/** How to get what the vendor asks for, for each way to authenticate. */
export function Credentials({ connector, setup }: CredentialsProps) {
  if (setup.isPending) {
    return (
      <Card>
        <LinesSkeleton lines={6} height={28} />
      </Card>
    )
  }
  if (setup.isLoadingError) {
    return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />
  }
  const ways = waysOf(connector, setup.data).filter(({ steps }) => steps.length > 0)
  return (
    <Stack gap="md">
      {ways.length === 0 ? (
        <EmptyState title="The definition tells no steps">
          Look into the documentation of {connector.name} for its credentials.
        </EmptyState>
      ) : null}
      {ways.map(({ key, label, description, kind, steps }) => (
        <Card key={key} component="section" aria-labelledby={`way-${key}`}>
          <Title order={2} id={`way-${key}`}>
            {label}
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            {description}
          </Text>
          {kind === 'consent' && connector.origins.inForce === 'sandbox' ? (
            <Alert
              role="note"
              mb="md"
              color="yellow"
              icon={<BeakerIcon size={16} />}
              title="Nothing to get at the moment"
            >
              The sandbox of Hubwright plays {connector.name} and has an app already. The steps
              below are for the real vendor.
            </Alert>
          ) : null}
          <SetupSteps steps={steps} />
        </Card>
      ))}
    </Stack>
  )
}
