import { Badge, Button, Card, Group, Stack, Text, TextInput } from '@mantine/core'
import { PeopleIcon, PlusIcon, SearchIcon } from '@primer/octicons-react'
import { useMemo, useState } from 'react'
import { useAddressQuery } from '../../../parts/address-query.ts'
import { DataTable, type Column } from '../../../parts/data-table.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { Time } from '../../../parts/time.tsx'
import { useAccountFilter } from '../../../session/account-filter.tsx'
import { useMay } from '../../../session/session.ts'
import { useAccounts } from '../../../session/use-accounts.ts'
import { NewUser } from './new-user.tsx'
import { useUsers, type User } from './read-users.ts'
import { UserPanel } from './user-panel.tsx'

export function Page() {
  const [{ user: chosen }, change] = useAddressQuery()
  const [text, setText] = useState('')
  const [isNew, setIsNew] = useState(false)
  const users = useUsers()
  const { accountId } = useAccountFilter()
  const mayAdd = useMay()('addUsersOrg', 'addUsersAccount')
  const rows = (users.data ?? []).filter((user) => fits(user, text, accountId))
  return (
    <Stack gap="lg">
      <PageHeader
        title="Users"
        description="Who may sign in and call the API, and what their roles allow."
        actions={
          mayAdd ? (
            <Button leftSection={<PlusIcon size={16} />} onClick={() => setIsNew(true)}>
              New user
            </Button>
          ) : undefined
        }
      />
      <TextInput
        type="search"
        aria-label="Search users"
        placeholder="Name or email"
        leftSection={<SearchIcon size={14} />}
        maw={320}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {users.isPending ? (
        <Card mih={200}>
          <LinesSkeleton lines={4} height={26} />
        </Card>
      ) : null}
      {users.isError ? (
        <ErrorState
          error={users.error}
          title="The users could not be read"
          onRetry={() => void users.refetch()}
        />
      ) : null}
      {users.data === undefined ? null : (
        <UserTable rows={rows} onOpen={(user) => change({ user: String(user.id) })} />
      )}
      <NewUser isOpen={isNew} onClose={() => setIsNew(false)} />
      <UserPanel
        user={users.data?.find(({ id }) => String(id) === chosen)}
        onClose={() => change({ user: undefined })}
      />
    </Stack>
  )
}

function fits(user: User, text: string, accountId: number | undefined): boolean {
  if (accountId !== undefined && user.accountId !== accountId) return false
  const wanted = text.trim().toLowerCase()
  return `${user.fullName} ${user.email}`.toLowerCase().includes(wanted)
}

interface UserTableProps {
  readonly rows: readonly User[]
  onOpen(user: User): void
}

function UserTable({ rows, onOpen }: UserTableProps) {
  const accounts = useAccounts()
  const columns = useMemo(() => columnsFor(accounts), [accounts])
  return (
    <DataTable
      label="Users"
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      initialOrder={{ column: 'name', isDescending: false }}
      empty={
        <EmptyState icon={<PeopleIcon size={28} />} title="Nobody">
          No user fits. Take the text or the account away.
        </EmptyState>
      }
    />
  )
}

function columnsFor(
  accounts: readonly { readonly id: number; readonly name: string }[],
): readonly Column<User>[] {
  const accountName = ({ accountId }: User) =>
    accounts.find(({ id }) => id === accountId)?.name ?? String(accountId)
  return [
    {
      key: 'name',
      title: 'Name',
      width: 'minmax(150px, 1.2fr)',
      render: ({ fullName, email }) => <Text fw={550}>{fullName || email}</Text>,
      sortBy: ({ fullName }) => fullName,
    },
    {
      key: 'email',
      title: 'Email',
      width: 'minmax(180px, 1.4fr)',
      render: ({ email }) => email,
      sortBy: ({ email }) => email,
    },
    {
      key: 'account',
      title: 'Account',
      width: 'minmax(110px, 0.8fr)',
      isForDesks: true,
      render: accountName,
      sortBy: accountName,
    },
    {
      key: 'roles',
      title: 'Roles',
      width: 'minmax(180px, 1.4fr)',
      render: ({ roles }) => (
        <Group gap={4} wrap="nowrap">
          {roles.map(({ key, name }) => (
            <Badge key={key} color="gray">
              {name}
            </Badge>
          ))}
        </Group>
      ),
      sortBy: ({ roles }) => roles.map(({ name }) => name).join(),
    },
    {
      key: 'state',
      title: 'State',
      width: '110px',
      render: ({ active }) => (
        <Badge color={active ? 'green' : 'gray'}>{active ? 'Active' : 'Deactivated'}</Badge>
      ),
      sortBy: ({ active }) => (active ? 0 : 1),
    },
    {
      key: 'login',
      title: 'Last sign-in',
      width: '120px',
      isForDesks: true,
      render: ({ lastLoginDate }) =>
        lastLoginDate.startsWith('1970-') ? 'Never' : <Time at={lastLoginDate} />,
      sortBy: ({ lastLoginDate }) => lastLoginDate,
    },
  ]
}
