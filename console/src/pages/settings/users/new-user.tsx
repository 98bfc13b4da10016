import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { FormModal } from '../../../parts/form-modal.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { PasswordField } from '../../../parts/password-field.tsx'
import { SecretField } from '../../../parts/secret-field.tsx'
import { useAccountFilter } from '../../../session/account-filter.tsx'
import { useSessionUser } from '../../../session/session.ts'
import { useAccounts } from '../../../session/use-accounts.ts'
import { usersKey, type User } from './read-users.ts'

interface NewUserProps {
  readonly isOpen: boolean
  onClose(): void
}

/** Creates a user, then shows his secret, which is not shown again. */
export function NewUser({ isOpen, onClose }: NewUserProps) {
  const [made, setMade] = useState<User>()
  if (made !== undefined) return <Made user={made} onClose={() => setMade(undefined)} />
  // Each time with empty fields.
  return isOpen ? (
    <NewUserForm
      onClose={onClose}
      onMade={(user) => {
        setMade(user)
        onClose()
      }}
    />
  ) : null
}

interface NewUserFormProps {
  onClose(): void
  onMade(user: User): void
}

function NewUserForm({ onClose, onMade }: NewUserFormProps) {
  const queries = useQueryClient()
  const accounts = useAccounts()
  const usual = useAccountFilter().accountId
  const own = useSessionUser().accountId
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: {
      accountId: String(usual ?? own),
      firstName: '',
      lastName: '',
      email: '',
      password: '',
    },
    validate: {
      firstName: needed('Enter the first name'),
      lastName: needed('Enter the last name'),
      email: needed('Enter the email'),
      password: needed('Choose a password'),
    },
  })
  const create = useMutation({
    mutationFn: ({ accountId, ...body }: typeof form.values) =>
      api.postAccountsByAccountIdUsers({ accountId: Number(accountId), body }),
    onMutate: () => setProblem(undefined),
    onSuccess: ({ data }) => {
      void queries.invalidateQueries({ queryKey: usersKey })
      onMade(data)
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  const { firstName, lastName, email } = form.values
  return (
    <FormModal
      title="New user"
      isOpen
      onClose={onClose}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      problem={problem}
      action="Create user"
      isBusy={create.isPending}
    >
      {accounts.length > 1 ? (
        <Select
          label="Account"
          description="Whose connections the user sees"
          allowDeselect={false}
          searchable={accounts.length > 8}
          data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
          {...form.getInputProps('accountId')}
        />
      ) : null}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label="First name" data-autofocus {...form.getInputProps('firstName')} />
        <TextInput label="Last name" {...form.getInputProps('lastName')} />
      </SimpleGrid>
      <TextInput
        label="Email"
        type="email"
        description="Also the name to sign in with"
        {...form.getInputProps('email')}
      />
      <PasswordField
        label="Password"
        description="Tell it to the user, who can change it under Security"
        names={[firstName, lastName, email]}
        {...form.getInputProps('password')}
      />
    </FormModal>
  )
}

function needed(message: string) {
  return (value: string) => (value.trim() === '' ? message : null)
}

function Made({ user, onClose }: { readonly user: User; onClose(): void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${user.fullName} can sign in`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Alert color="yellow" variant="light">
          Programs that act for this user need the secret below. It is not shown here again.
        </Alert>
        <SecretField label="User secret" value={user.secret ?? ''} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
