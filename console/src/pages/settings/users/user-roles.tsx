import { Stack, Switch, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/api.ts'
import { ErrorState } from '../../../parts/error-state.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { useRoles, usersKey, type Role, type User } from './read-users.ts'

interface UserRolesProps {
  readonly user: User
  readonly mayEdit: boolean
  readonly isOneself: boolean
}

/** A switch for each role. Who may give what is judged by the API, whose sentence is shown. */
export function UserRoles({ user, mayEdit, isOneself }: UserRolesProps) {
  const queries = useQueryClient()
  const roles = useRoles()
  const turn = useMutation({
    mutationFn: ({ key, isGiven }: { key: string; isGiven: boolean }) => {
      const which = { emailOrId: String(user.id), roleKey: key }
      return isGiven
        ? api.putUsersByEmailOrIdRolesByRoleKey(which)
        : api.deleteUsersByEmailOrIdRolesByRoleKey(which)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: usersKey }),
  })
  const isChangeable = mayEdit && !isOneself && user.active && !turn.isPending
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
      {shownRoles(roles.data ?? [], user).map(({ key, name, description }) => (
        <Switch
          key={key}
          label={name}
          description={description}
          checked={user.roles.some((role) => role.key === key)}
          disabled={!isChangeable}
          onChange={(event) => turn.mutate({ key, isGiven: event.currentTarget.checked })}
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
