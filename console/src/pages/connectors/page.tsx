import { SimpleGrid, Select, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { PlugIcon, SearchIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { connectorsQuery, countsQuery, hubsQuery, type ConnectorCard } from './connector.ts'
import { Card } from './card.tsx'
import { findConnectors } from './find-connectors.ts'

export function Page() {
  const { accountId } = useAccountFilter()
  const connectors = useQuery(connectorsQuery)
  const counts = useQuery(countsQuery(accountId))
  return (
    <Stack gap="lg">
      <PageHeader
        title="Connectors"
        description="What Hubwright can connect to. Each connector makes its vendor speak the API of its hub."
      />
      {connectors.isPending || counts.isPending ? <Skeletons /> : null}
      {connectors.isError ? (
        <ErrorState
          error={connectors.error}
          title="The connectors could not be read"
          onRetry={() => void connectors.refetch()}
        />
      ) : null}
      {connectors.data === undefined || counts.isPending ? null : (
        <Found connectors={connectors.data} counts={counts.data?.elementInstances ?? {}} />
      )}
    </Stack>
  )
}

const columns = { base: 1, sm: 2, lg: 3 }

function Skeletons() {
  return (
    <Stack gap="md" aria-busy aria-label="Loading">
      <Skeleton height={36} />
      <SimpleGrid cols={columns} spacing="md">
        {[1, 2, 3].map((card) => (
          <Skeleton key={card} height={214} radius="lg" />
        ))}
      </SimpleGrid>
    </Stack>
  )
}

interface FoundProps {
  readonly connectors: readonly ConnectorCard[]
  readonly counts: Readonly<Record<string, number>>
}

function Found({ connectors, counts }: FoundProps) {
  const hubs = useQuery(hubsQuery)
  const [text, setText] = useState('')
  const [hub, setHub] = useState<string>()
  const nameOf = (key: string) => hubs.data?.find((one) => one.key === key)?.name ?? key
  const usedHubs = [...new Set(connectors.map((connector) => connector.hub))]
  const found = findConnectors(connectors, { text, hub }, counts)
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          aria-label="Search connectors"
          placeholder="Search by name, key or id"
          leftSection={<SearchIcon size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          flex="1 1 220px"
        />
        <Select
          aria-label="Hub"
          flex="0 1 220px"
          data={[
            { value: 'all', label: 'All hubs' },
            ...usedHubs.map((key) => ({ value: key, label: nameOf(key) })),
          ]}
          value={hub ?? 'all'}
          allowDeselect={false}
          onChange={(value) => setHub(value === 'all' || value === null ? undefined : value)}
        />
        <Text size="sm" c="dimmed" role="status" pb={8}>
          {found.length} of {connectors.length}
        </Text>
      </Group>
      {found.length === 0 ? (
        <EmptyState icon={<PlugIcon size={28} />} title="No connector fits">
          Search for something else, or choose another hub. Definitions of your own join the catalog
          from the folder that <code>HUBWRIGHT_CONNECTORS_DIR</code> names.
        </EmptyState>
      ) : (
        <SimpleGrid cols={columns} spacing="md" component="ul" p={0} m={0}>
          {found.map((connector) => (
            <Card
              key={connector.key}
              connector={connector}
              hub={nameOf(connector.hub)}
              count={counts[connector.key] ?? 0}
            />
          ))}
        </SimpleGrid>
      )}
    </>
  )
}
