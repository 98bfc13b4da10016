import { Stack } from '@mantine/core'
import { api } from '../../../api/api.ts'
import { useMay, useSessionUser } from '../../../session/session.ts'
import { Activation } from '../activation.tsx'
import { usersKey, type User } from './read-users.ts'
import { UserForm } from './user-form.tsx'
import { UserRoles } from './user-roles.tsx'
import { SidePanel } from '../../../parts/side-panel.tsx'

const words = {
  active: 'This user may sign in and call the API.',
  inactive: 'Deactivated: no password, secret or session of this user is accepted.',
  warning:
    'The password, the secret and all sessions of this user are refused at once. The connections stay, and you can activate the user again.',
}

interface UserPanelProps {
  /** Undefined: closed. */
  readonly user: User | undefined
  onClose(): void
}

/** One user: who it is, what the roles allow, whether he may sign in. */
export function UserPanel({ user, onClose }: UserPanelProps) {
  const mayEdit = useMay()('editUsersOrg', 'editUsersAccount')
  const isOneself = useSessionUser().id === user?.id
  return (
    <SidePanel title={user?.fullName ?? ''} isOpen={user !== undefined} onClose={onClose}>
      {user === undefined ? null : (
        <Stack gap="xl" key={user.id}>
          <UserForm user={user} mayEdit={mayEdit} isOneself={isOneself} />
          <UserRoles user={user} mayEdit={mayEdit} isOneself={isOneself} />
          {mayEdit && !isOneself ? (
            <Activation
              title="Sign-in"
              name={user.fullName}
              isActive={user.active}
              words={words}
              turn={(active) =>
                api.patchUsersByEmailOrId({ emailOrId: String(user.id), body: { active } })
              }
              changedKey={usersKey}
            />
          ) : null}
        </Stack>
      )}
    </SidePanel>
  )
}
