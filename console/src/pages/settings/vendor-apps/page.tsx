import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { PlusIcon, VersionsIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import { useConfirm } from '../../../parts/confirm.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { Time } from '../../../parts/time.tsx'
import { toast } from '../../../parts/toast.tsx'
import { AppForm } from './app-form.tsx'
import { appsKey, useApps, useConnectors, type VendorApp } from './read-apps.ts'
import { RedirectAddress } from './redirect-address.tsx'

export function Page() {
  /** Key of the connector whose app is written; '' = one still to be chosen. */
  const [written, setWritten] = useState<string>()
  const apps = useApps()
  const connectors = useConnectors()
  const open = (connectors.data ?? []).filter((one) => one.authenticationTypes.includes('oauth2'))
  const nameOf = (key: string) => connectors.data?.find((one) => one.key === key)?.name ?? key
  return (
    <Stack gap="lg">
      <PageHeader
        title="Vendor apps"
        description="The apps that your organization registered at vendors. They are used whenever a store is connected without an app of its own."
        actions={
          <Button
            leftSection={<PlusIcon size={16} />}
            // The form begins with the connector where there is one only.
            loading={connectors.isPending}
            onClick={() => setWritten('')}
          >
            Add an app
          </Button>
        }
      />
      {apps.isPending ? (
        <Card mih={140}>
          <LinesSkeleton lines={3} height={24} />
        </Card>
      ) : null}
      {apps.isError ? (
        <ErrorState
          error={apps.error}
          title="The apps could not be read"
          onRetry={() => void apps.refetch()}
        />
      ) : null}
      {apps.data?.length === 0 ? (
        <Card>
          <EmptyState icon={<VersionsIcon size={28} />} title="No app of your own yet">
            Register an app at the vendor, give it the redirect address that is shown here, and
            enter what the vendor gives you.
          </EmptyState>
        </Card>
      ) : null}
      {apps.data?.map((app) => (
        <AppCard
          key={app.connector}
          app={app}
          name={nameOf(app.connector)}
          onChange={() => setWritten(app.connector)}
        />
      ))}
      {written === undefined ? null : (
        <AppForm
          key={written}
          app={apps.data?.find(({ connector }) => connector === written)}
          connectors={open}
          onClose={() => setWritten(undefined)}
        />
      )}
    </Stack>
  )
}

interface AppCardProps {
  readonly app: VendorApp
  /** Of the connector. */
  readonly name: string
  onChange(): void
}

function AppCard({ app, name, onChange }: AppCardProps) {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const remove = useMutation({
    mutationFn: () => api.deleteVendorAppsByConnectorKey({ connectorKey: app.connector }),
    onSuccess: () => toast.success(`The app for ${name} was removed`),
    onError: (error) => toast.failure(error),
    onSettled: () => queries.invalidateQueries({ queryKey: appsKey }),
  })
  async function ask() {
    const isSure = await confirm({
      title: `Remove the app for ${name}?`,
      body: 'Instances that were connected with it can no longer renew their access, and must be connected again.',
      action: 'Remove app',
      typed: app.connector,
    })
    if (isSure) remove.mutate()
  }
  return (
    <Card component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <div>
            <Title order={2}>{name}</Title>
            <Text size="sm" c="dimmed">
              Changed <Time at={app.updatedDate} />
            </Text>
          </div>
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={onChange}>
              Change
            </Button>
            <Button
              variant="subtle"
              color="red"
              size="xs"
              loading={remove.isPending}
              onClick={() => void ask()}
            >
              Remove …
            </Button>
          </Group>
        </Group>
        <Text size="sm">
          Client id <code>{app.clientId}</code>
        </Text>
        {app.scope === undefined ? null : (
          <Text size="sm">
            Scope <code>{app.scope}</code>
          </Text>
        )}
        <RedirectAddress connectorKey={app.connector} own={app.callbackUrl} />
      </Stack>
    </Card>
  )
}
