import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/api.ts'
import { usersKey, type Role, type User } from './read-users.ts'

interface Turn {
  readonly role: Role
  readonly isGiven: boolean
}

/**
 * Gives a role or takes it. The user has it at once as it was wanted, so that a second click means the opposite of the
 * first; requests go one after the other, and what the API made of the last of them is read anew.
 */
export function useTurnRole({ id }: User) {
  const queries = useQueryClient()
  const mutationKey = ['turn-role', id]
  return useMutation({
    mutationKey,
    scope: { id: mutationKey.join() },
    mutationFn: ({ role, isGiven }: Turn) => {
      const which = { emailOrId: String(id), roleKey: role.key }
      return isGiven
        ? api.putUsersByEmailOrIdRolesByRoleKey(which)
        : api.deleteUsersByEmailOrIdRolesByRoleKey(which)
    },
    onMutate: async ({ role, isGiven }) => {
      // An answer that is on its way does not know of it.
      await queries.cancelQueries({ queryKey: usersKey })
      queries.setQueryData<User[]>(usersKey, (users) =>
        users?.map((user) => (user.id === id ? withRole(user, role, isGiven) : user)),
      )
    },
    onSettled: () =>
      queries.isMutating({ mutationKey }) === 1
        ? queries.invalidateQueries({ queryKey: usersKey })
        : undefined,
  })
}

function withRole(user: User, role: Role, isGiven: boolean): User {
  const others = user.roles.filter(({ key }) => key !== role.key)
  return { ...user, roles: isGiven ? [...others, role] : others }
}
