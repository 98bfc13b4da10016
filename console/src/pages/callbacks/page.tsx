import { Button, Card, Stack, Text } from '@mantine/core'
import { PlusIcon, WebhookIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useMay } from '../../session/session.ts'
import { CallbackForm } from './callback-form.tsx'
import { useCallbacks, type Callback } from './callbacks.ts'
import { columns } from './columns.tsx'
import { FailurePolicy } from './failure-policy.tsx'

export function Page() {
  const { accountId } = useAccountFilter()
  const callbacks = useCallbacks(accountId)
  const mayChange = useMay()('createElementInstances')
  const [isAdding, setIsAdding] = useState(false)
  const addButton = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setIsAdding(true)}>
      Add a callback
    </Button>
  )
  return (
    <Stack gap="lg">
      <PageHeader
        title="Callbacks"
        description="Where your apps are told: by the configuration of instances, or added here."
        actions={mayChange ? addButton : undefined}
      />
      {callbacks.isPending ? (
        <Card mih={240}>
          <LinesSkeleton lines={5} height={26} />
        </Card>
      ) : null}
      {callbacks.isError ? (
        <ErrorState
          error={callbacks.error}
          title="The callbacks could not be read"
          onRetry={() => void callbacks.refetch()}
        />
      ) : null}
      {callbacks.data === undefined ? null : <List callbacks={callbacks.data} />}
      <FailurePolicy />
      {isAdding ? <CallbackForm callback={undefined} onClose={() => setIsAdding(false)} /> : null}
    </Stack>
  )
}

function List({ callbacks }: { readonly callbacks: readonly Callback[] }) {
  const navigate = useNavigate()
  const ill = callbacks.filter(
    ({ inactiveReason, failures }) =>
      inactiveReason === 'gone' || inactiveReason === 'failures' || failures > 0,
  ).length
  return (
    <Stack gap="xs">
      <DataTable
        label="Callbacks"
        rows={callbacks}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/callbacks/${id}` })}
        maxHeight={480}
        empty={
          <EmptyState icon={<WebhookIcon size={28} />} title="No callback yet">
            Add one for all events, or give an instance a callback URL in its configuration. Until
            then, what is told is kept for the feed.
          </EmptyState>
        }
      />
      <Text size="sm" c="dimmed" role="status" mih={20}>
        {callbacks.length === 0
          ? ''
          : ill === 0
            ? 'None of them fails.'
            : `${ill} of ${callbacks.length} ${ill === 1 ? 'needs' : 'need'} a look.`}
      </Text>
    </Stack>
  )
}
