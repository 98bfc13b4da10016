import { Group, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ErrorState } from '../../parts/error-state.tsx'
import { LinkButton, TextLink } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { TabList } from '../../parts/tab-list.tsx'
import { useAddressPart } from '../../router.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useMay } from '../../session/session.ts'
import {
  connectorQuery,
  countsQuery,
  instancesAddress,
  instancesText,
  setupQuery,
  type Connector,
} from '../connectors/connector.ts'
import { Marks } from '../connectors/marks.tsx'
import { Picture } from '../connectors/picture.tsx'
import { abilitiesQuery } from './abilities-query.ts'
import { Abilities } from './abilities.tsx'
import { Credentials } from './credentials.tsx'
import { Overview } from './overview.tsx'
import { callableResources } from './resource-groups.ts'
import { Resources } from './resources.tsx'

export function Page() {
  const key = useAddressPart('key')
  const connector = useQuery(connectorQuery(key))
  if (connector.isPending) return <PageFrame />
  if (connector.isLoadingError) {
    return (
      <ErrorState
        error={connector.error}
        title="The connector could not be read"
        onRetry={() => void connector.refetch()}
      />
    )
  }
  return <Whole connector={connector.data} />
}

function PageFrame() {
  return (
    <Stack gap="lg" aria-busy aria-label="Loading">
      <Group>
        <Skeleton height={56} width={56} radius="lg" />
        <Skeleton height={28} width={220} />
      </Group>
      <Skeleton height={320} radius="lg" />
    </Stack>
  )
}

function Whole({ connector }: { readonly connector: Connector }) {
  const { key, name, description } = connector
  return (
    <Stack gap="lg">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <Picture connectorKey={key} size={56} />
        <Stack gap={6} flex={1} miw={0}>
          <PageHeader
            title={name}
            description={description}
            actions={<Actions connector={connector} />}
          />
          <Group gap={6}>
            <Marks {...connector} />
          </Group>
        </Stack>
      </Group>
      <Parts connector={connector} />
    </Stack>
  )
}

function Actions({ connector: { key } }: { readonly connector: Connector }) {
  const may = useMay()
  const { accountId } = useAccountFilter()
  const counts = useQuery(countsQuery(accountId))
  const count = counts.data?.elementInstances[key] ?? 0
  return (
    <>
      {count === 0 ? null : (
        <TextLink to={instancesAddress(key)} size="sm" fw={550}>
          {instancesText(count)}
        </TextLink>
      )}
      {may('createElementInstances') ? (
        <LinkButton to={`/connectors/${key}/connect`}>Connect</LinkButton>
      ) : null}
    </>
  )
}

function Parts({ connector }: { readonly connector: Connector }) {
  const { tab }: { tab?: unknown } = useSearch({ strict: false })
  const navigate = useNavigate()
  const setup = useQuery(setupQuery(connector.key))
  const abilities = useQuery(abilitiesQuery(connector.key))
  const resources = callableResources(connector)
  const known = ['overview', 'resources', 'credentials', 'measured']
  const shown = known.find((one) => one === tab) ?? 'overview'
  return (
    <Tabs
      value={shown}
      onChange={(chosen) => void navigate({ to: '.', search: { tab: chosen }, replace: true })}
      keepMounted={false}
    >
      <TabList active={shown} mb="lg">
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        <Tabs.Tab value="resources">
          Resources{' '}
          <Text component="span" size="xs" c="dimmed">
            {resources.length}
          </Text>
        </Tabs.Tab>
        <Tabs.Tab value="credentials">Credentials</Tabs.Tab>
        {abilities.data === undefined || abilities.data === null ? null : (
          <Tabs.Tab value="measured">Measured</Tabs.Tab>
        )}
      </TabList>
      <Tabs.Panel value="overview">
        <Overview connector={connector} setup={setup} />
      </Tabs.Panel>
      <Tabs.Panel value="resources">
        <Resources resources={resources} setup={setup.data} />
      </Tabs.Panel>
      <Tabs.Panel value="credentials">
        <Credentials connector={connector} setup={setup} />
      </Tabs.Panel>
      <Tabs.Panel value="measured">
        <Abilities abilities={abilities.data ?? undefined} setup={setup.data} />
      </Tabs.Panel>
    </Tabs>
  )
}
