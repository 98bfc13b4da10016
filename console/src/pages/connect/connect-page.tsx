import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ErrorState } from '../../parts/error-state.tsx'
import { useAddressPart } from '../../router.tsx'
import {
  connectorQuery,
  setupQuery,
  type Connector,
  type ConnectorSetup,
} from '../connectors/connector.ts'
import { ConnectForm, unnamed } from './connect-form.tsx'
import { FormSkeleton, Frame } from './frame.tsx'
import { waysOf } from './ways.ts'

export function Page() {
  const key = useAddressPart('key')
  const connector = useQuery(connectorQuery(key))
  const setup = useQuery(setupQuery(key))
  const failed = [connector, setup].find(({ isLoadingError }) => isLoadingError)
  if (failed !== undefined) {
    return (
      <ErrorState
        error={failed.error}
        title="The connector could not be read"
        onRetry={() => {
          void connector.refetch()
          void setup.refetch()
        }}
      />
    )
  }
  if (!connector.data || !setup.data) return <FormSkeleton />
  return <Choice connector={connector.data} setup={setup.data} />
}

function Choice({
  connector,
  setup,
}: {
  readonly connector: Connector
  readonly setup: ConnectorSetup
}) {
  const navigate = useNavigate()
  const ways = useMemo(() => waysOf(connector, setup), [connector, setup])
  const isNarrow = useMediaQuery('(max-width: 36em)')
  const [chosen, setChosen] = useState<string>()
  const [named, setNamed] = useState(unnamed)
  const way = ways.find(({ key }) => key === chosen) ?? ways[0]
  if (way === undefined) return null
  const choice =
    ways.length < 2 ? null : (
      <Stack gap={6}>
        <Text size="sm" fw={500} id="way">
          How to authenticate
        </Text>
        <SegmentedControl
          fullWidth
          orientation={isNarrow ? 'vertical' : 'horizontal'}
          aria-labelledby="way"
          data={ways.map(({ key, label }) => ({ value: key, label }))}
          value={way.key}
          onChange={setChosen}
        />
        <Text size="sm" c="dimmed">
          {way.description}
        </Text>
      </Stack>
    )
  return (
    <Frame
      connector={connector}
      title={`Connect ${connector.name}`}
      description={connector.configDescription ?? 'Makes an instance: one account at the vendor.'}
    >
      <ConnectForm
        key={way.key}
        connector={connector}
        way={way}
        redirectUrl={setup.redirectUrl}
        choice={choice}
        named={named}
        onNamed={setNamed}
        onConnected={({ id }) => void navigate({ to: `/instances/${id}/connected`, replace: true })}
      />
    </Frame>
  )
}
