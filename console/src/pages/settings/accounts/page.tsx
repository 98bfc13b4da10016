import { Badge, Button, Card, Stack, Text } from '@mantine/core'
import { OrganizationIcon, PlusIcon } from '@primer/octicons-react'
import { useState } from 'react'
import { DataTable, type Column } from '../../../parts/data-table.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { Time } from '../../../parts/time.tsx'
import { useMay } from '../../../session/session.ts'
import { AccountPanel } from './account-panel.tsx'
import { NewAccount } from './new-account.tsx'
import { useAllAccounts, type Account } from './read-accounts.ts'

export function Page() {
  const [isNew, setIsNew] = useState(false)
  const [chosen, setChosen] = useState<number>()
  const mayAdd = useMay()('addUsersOrg')
  const accounts = useAllAccounts()
  return (
    <Stack gap="lg">
      <PageHeader
        title="Accounts"
        description="Usually one for each of your customers; their users and connections see nothing of each other."
        actions={
          mayAdd ? (
            <Button leftSection={<PlusIcon size={16} />} onClick={() => setIsNew(true)}>
              New account
            </Button>
          ) : undefined
        }
      />
      {accounts.isPending ? (
        <Card mih={200}>
          <LinesSkeleton lines={4} height={26} />
        </Card>
      ) : null}
      {accounts.isError ? (
        <ErrorState
          error={accounts.error}
          title="The accounts could not be read"
          onRetry={() => void accounts.refetch()}
        />
      ) : null}
      {accounts.data === undefined ? null : (
        <DataTable
          label="Accounts"
          rows={accounts.data}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setChosen(id)}
          initialOrder={{ column: 'name', isDescending: false }}
          empty={
            <EmptyState icon={<OrganizationIcon size={28} />} title="No accounts">
              Accounts appear here as soon as one is created.
            </EmptyState>
          }
        />
      )}
      {isNew ? <NewAccount onClose={() => setIsNew(false)} /> : null}
      <AccountPanel
        account={accounts.data?.find(({ id }) => id === chosen)}
        onClose={() => setChosen(undefined)}
      />
    </Stack>
  )
}

const columns: readonly Column<Account>[] = [
  {
    key: 'name',
    title: 'Name',
    width: 'minmax(170px, 1.4fr)',
    render: ({ name }) => <Text fw={550}>{name}</Text>,
    sortBy: ({ name }) => name,
  },
  {
    key: 'externalId',
    title: 'Your id for it',
    width: 'minmax(130px, 1fr)',
    render: ({ externalId }) => <span className="hw-mono">{externalId}</span>,
    sortBy: ({ externalId }) => externalId,
  },
  {
    key: 'state',
    title: 'State',
    width: '120px',
    render: ({ active, defaultAccount }) => (
      <Badge color={active ? 'green' : 'gray'}>
        {active ? (defaultAccount ? 'Default' : 'Active') : 'Deactivated'}
      </Badge>
    ),
    sortBy: ({ active }) => (active ? 0 : 1),
  },
  {
    key: 'created',
    title: 'Created',
    width: '120px',
    isForDesks: true,
    render: ({ createdDate }) => <Time at={createdDate} />,
    sortBy: ({ createdDate }) => createdDate,
  },
  {
    key: 'id',
    title: 'ID',
    width: '80px',
    align: 'end',
    render: ({ id }) => id,
    sortBy: ({ id }) => id,
  },
]
