/** One instance: what it is, how it does, and everything that can be done with it. */
import { Group, Stack, Tabs } from '@mantine/core'
import { CodeIcon } from '@primer/octicons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { InstanceStateBadge } from '../../parts/instance-state.tsx'
import { LinkButton, TextLink } from '../../parts/link.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { TabList } from '../../parts/tab-list.tsx'
import { useMay } from '../../session/session.ts'
import { useMaySeeCalls } from '../instances/health.tsx'
import { WithInstance } from './instance-frame.tsx'
import { Overview } from './overview.tsx'
import { PingButton } from './ping.tsx'
import type { Instance } from './read-instance.ts'
import { StateAdvice } from './state-advice.tsx'

const Configuration = lazy(async () => ({
  default: (await import('./configuration.tsx')).Configuration,
}))
const Calls = lazy(async () => ({ default: (await import('./calls.tsx')).Calls }))
const Events = lazy(async () => ({ default: (await import('./events/events.tsx')).Events }))
const Traces = lazy(async () => ({ default: (await import('./traces.tsx')).Traces }))

export function Page() {
  return <WithInstance render={(instance) => <Shown key={instance.id} instance={instance} />} />
}

interface Tab {
  readonly key: string
  readonly title: string
  readonly content: ReactNode
}

function tabsOf(instance: Instance, maySeeCalls: boolean): readonly Tab[] {
  return [
    { key: 'overview', title: 'Overview', content: <Overview instance={instance} /> },
    {
      key: 'configuration',
      title: 'Configuration',
      content: <Configuration instance={instance} />,
    },
    { key: 'events', title: 'Events', content: <Events instance={instance} /> },
    ...(maySeeCalls
      ? [{ key: 'calls', title: 'Health and calls', content: <Calls instance={instance} /> }]
      : []),
    { key: 'traces', title: 'Traces', content: <Traces instance={instance} /> },
  ]
}

function Shown({ instance }: { readonly instance: Instance }) {
  const may = useMay()
  const [{ tab }, change] = useAddressQuery()
  const tabs = tabsOf(instance, useMaySeeCalls())
  const chosen = tabs.find(({ key }) => key === tab)?.key ?? 'overview'
  const { id, name, element } = instance
  return (
    <Stack gap="md">
      <PageHeader
        title={name}
        description={
          <Group gap="xs" component="span">
            <InstanceStateBadge instance={instance} />
            <span>
              {element.name}, instance {id} ·{' '}
              <TextLink to="/instances" underline="always">
                All instances
              </TextLink>
            </span>
          </Group>
        }
        actions={
          <>
            <PingButton instance={instance} />
            <LinkButton to={`/instances/${id}/api`} leftSection={<CodeIcon size={16} />}>
              Try its API
            </LinkButton>
          </>
        }
      />
      <StateAdvice instance={instance} mayChange={may('createElementInstances')} />
      <Tabs
        value={chosen}
        onChange={(key) => change({ tab: key === 'overview' || key === null ? undefined : key })}
        keepMounted={false}
      >
        <TabList active={chosen} mb="md">
          {tabs.map(({ key, title }) => (
            <Tabs.Tab key={key} value={key}>
              {title}
            </Tabs.Tab>
          ))}
        </TabList>
        {tabs.map(({ key, content }) => (
          <Tabs.Panel key={key} value={key}>
            <Suspense fallback={<LinesSkeleton lines={6} height={32} />}>{content}</Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  )
}
