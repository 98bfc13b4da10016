import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import { useConfirm } from '../../../parts/confirm.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { PageHeader } from '../../../parts/page-header.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { toast } from '../../../parts/toast.tsx'
import { useMay } from '../../../session/session.ts'
import { sessionQuery } from '../../../session/session.ts'
import { rolesKey, useRoles, type Role } from '../users/read-users.ts'
import { changedRoles, togglePrivilege, type Given } from './given.ts'
import { PrivilegeTable } from './privilege-table.tsx'

export function Page() {
  const roles = useRoles()
  const privileges = useQuery({
    queryKey: ['privileges'],
    queryFn: async () => (await api.getOrganizationsPrivileges()).data,
    staleTime: Infinity,
  })
  const failed = [roles, privileges].find(({ isError }) => isError)
  return (
    <Stack gap="lg">
      <PageHeader
        title="Roles"
        description="What each role allows. The change holds for everybody who has the role."
      />
      {roles.isPending || privileges.isPending ? (
        <Card mih={400}>
          <LinesSkeleton lines={10} height={24} />
        </Card>
      ) : null}
      {failed === undefined ? null : (
        <ErrorState
          error={failed.error}
          title="The roles could not be read"
          onRetry={() => void Promise.all([roles.refetch(), privileges.refetch()])}
        />
      )}
      {roles.data === undefined || privileges.data === undefined ? null : (
        <Editor roles={roles.data} privileges={privileges.data} />
      )}
    </Stack>
  )
}

interface EditorProps {
  readonly roles: readonly Role[]
  readonly privileges: Role['privileges']
}

function Editor({ roles, privileges }: EditorProps) {
  const mayEdit = useMay()('configureRoles')
  const queries = useQueryClient()
  const confirm = useConfirm()
  /** Role by role what was changed here and not saved. */
  const [given, setGiven] = useState<Given>({})
  const changed = changedRoles(roles, given)
  function keep(answer: Role[], message: string) {
    queries.setQueryData(rolesKey, answer)
    setGiven({})
    toast.success(message)
    // The own roles may have changed with it.
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const save = useMutation({
    mutationFn: () => api.putOrganizationsRoles({ body: changed as never }),
    onSuccess: async () => keep((await api.getOrganizationsRoles()).data, 'The roles were changed'),
  })
  const reset = useMutation({
    mutationFn: () => api.putOrganizationsRolesReset(),
    onSuccess: ({ data }) => keep(data, 'The roles are as usual again'),
  })
  async function askReset() {
    const isSure = await confirm({
      title: 'Give all roles their usual privileges?',
      body: 'What your organization changed of its roles is lost.',
      action: 'Reset roles',
    })
    if (isSure) reset.mutate()
  }
  const error = save.error ?? reset.error
  return (
    <Stack gap="md">
      {error === null ? null : <ErrorState error={error} title="The roles stay as they were" />}
      <PrivilegeTable
        roles={roles}
        privileges={privileges}
        given={given}
        mayEdit={mayEdit}
        onToggle={(role, key) => setGiven(togglePrivilege(given, role, key))}
      />
      {mayEdit ? (
        <Group justify="space-between">
          <Button variant="default" loading={reset.isPending} onClick={() => void askReset()}>
            Reset to the usual …
          </Button>
          <Group gap="sm">
            {changed.length === 0 ? null : (
              <>
                <Text size="sm" c="dimmed">
                  {changed.length === 1 ? '1 role changed' : `${changed.length} roles changed`}
                </Text>
                <Button variant="default" onClick={() => setGiven({})}>
                  Undo
                </Button>
              </>
            )}
            <Button
              disabled={changed.length === 0}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              Save
            </Button>
          </Group>
        </Group>
      ) : null}
    </Stack>
  )
}
