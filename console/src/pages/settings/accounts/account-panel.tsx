import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { ProblemAlert } from '../../../parts/error-state.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { toast } from '../../../parts/toast.tsx'
import { useMay } from '../../../session/session.ts'
import { Activation } from '../activation.tsx'
import { accountsKey, type Account } from './read-accounts.ts'
import { SidePanel } from '../../../parts/side-panel.tsx'

const words = {
  active: 'Its users may sign in and call the API.',
  inactive: 'Deactivated: nobody of it can sign in or call the API.',
  warning:
    'Secrets and sessions of its users are refused at once. Everything is kept, and you can activate the account again.',
}

interface AccountPanelProps {
  /** Undefined: closed. */
  readonly account: Account | undefined
  onClose(): void
}

export function AccountPanel({ account, onClose }: AccountPanelProps) {
  const mayEdit = useMay()('editUsersOrg')
  return (
    <SidePanel title={account?.name ?? ''} isOpen={account !== undefined} onClose={onClose}>
      {account === undefined ? null : (
        <Stack gap="xl" key={account.id}>
          <AccountForm account={account} mayEdit={mayEdit} />
          {mayEdit && !account.defaultAccount ? (
            <Activation
              title="State"
              name={account.name}
              isActive={account.active}
              words={words}
              turn={(active) =>
                api.patchAccountsByAccountId({ accountId: account.id, body: { active } })
              }
              changedKey={accountsKey}
            />
          ) : null}
        </Stack>
      )}
    </SidePanel>
  )
}

interface AccountFormProps {
  readonly account: Account
  readonly mayEdit: boolean
}

function AccountForm({ account, mayEdit }: AccountFormProps) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const { id, name, externalId, description } = account
  const form = useForm({ initialValues: { name, externalId, description } })
  const save = useMutation({
    // Only what was changed, because the default account's id cannot be given again.
    mutationFn: (values: typeof form.values) =>
      api.patchAccountsByAccountId({
        accountId: id,
        body: Object.fromEntries(
          Object.entries(values).filter(([key]) => form.isDirty(key as 'name')),
        ),
      }),
    onMutate: () => setProblem(undefined),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: accountsKey })
      form.resetDirty()
      toast.success('The account was changed')
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="sm">
        {problem === undefined ? null : <ProblemAlert problem={problem} />}
        <TextInput label="Name" readOnly={!mayEdit} {...form.getInputProps('name')} />
        <TextInput
          label="Your id for it"
          readOnly={!mayEdit}
          {...form.getInputProps('externalId')}
        />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          readOnly={!mayEdit}
          {...form.getInputProps('description')}
        />
        {mayEdit ? (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
