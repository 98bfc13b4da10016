import { Stack, Switch, Text, Title } from '@mantine/core'
import { ErrorState } from '../../../parts/error-state.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { useRoles, type Role, type User } from './read-users.ts'
import { useTurnRole } from './turn-role.ts'

interface UserRolesProps {
  readonly user: User
  readonly mayEdit: boolean
  readonly isOneself: boolean
}

/** A switch for each role. Who may give what is judged by the API, whose sentence is shown. */
export function UserRoles({ user, mayEdit, isOneself }: UserRolesProps) {
  const roles = useRoles()
  const turn = useTurnRole(user)
  const isChangeable = mayEdit && !isOneself && user.active
  return (
    <Stack component="section" gap="sm" aria-labelledby="roles">
      <Title order={2} id="roles">
        Roles
      </Title>
      {mayEdit && isOneself ? (
        <Text size="sm" c="dimmed">
          Nobody changes the own roles; another administrator can.
        </Text>
      ) : null}
      {mayEdit && !user.active ? (
        <Text size="sm" c="dimmed">
          Activate the user to change the roles.
        </Text>
      ) : null}
      {turn.isError ? <ErrorState error={turn.error} title="The role stays as it was" /> : null}
      {roles.isPending ? <LinesSkeleton lines={4} height={40} /> : null}
      {roles.isError ? (
        <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
      ) : null}
      {shownRoles(roles.data ?? [], user).map((role) => (
        <Switch
          key={role.key}
          label={role.name}
          description={role.description}
          checked={user.roles.some(({ key }) => key === role.key)}
          disabled={!isChangeable}
          onChange={(event) => turn.mutate({ role, isGiven: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  )
}

/** Those that can be given, and whatever the user has besides. */
function shownRoles(known: readonly Role[], user: User): Role[] {
  const others = user.roles.filter(({ key }) => !known.some((role) => role.key === key))
  return [...known, ...others]
}
