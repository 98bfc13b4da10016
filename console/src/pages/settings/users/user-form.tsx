import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { ProblemAlert } from '../../../parts/error-state.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { TextLink } from '../../../parts/link.tsx'
import { PasswordField } from '../../../parts/password-field.tsx'
import { toast } from '../../../parts/toast.tsx'
import { usersKey, type User } from './read-users.ts'

interface UserFormProps {
  readonly user: User
  readonly mayEdit: boolean
  readonly isOneself: boolean
}

export function UserForm({ user, mayEdit, isOneself }: UserFormProps) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: {
      firstName: user.firstName,
      lastName: user.lastName,
      email: user.email,
      password: '',
    },
  })
  const save = useMutation({
    mutationFn: ({ password, ...names }: typeof form.values) =>
      api.patchUsersByEmailOrId({
        emailOrId: String(user.id),
        body: password === '' ? names : { ...names, password },
      }),
    onMutate: () => setProblem(undefined),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: usersKey })
      form.setFieldValue('password', '')
      form.resetDirty()
      toast.success('The user was changed')
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  const { firstName, lastName, email } = form.values
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="sm">
        {problem === undefined ? null : <ProblemAlert problem={problem} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label="First name" readOnly={!mayEdit} {...form.getInputProps('firstName')} />
          <TextInput label="Last name" readOnly={!mayEdit} {...form.getInputProps('lastName')} />
        </SimpleGrid>
        <TextInput
          label="Email"
          type="email"
          readOnly={!mayEdit}
          {...form.getInputProps('email')}
        />
        {mayEdit ? (
          <>
            {isOneself ? (
              <Text size="sm" c="dimmed">
                Your own password is changed under{' '}
                <TextLink to="/settings/security" underline="always">
                  Security
                </TextLink>
                .
              </Text>
            ) : (
              <PasswordField
                label="New password"
                description="Leave it empty to keep the present one; a new one ends all sessions of the user"
                names={[firstName, lastName, email]}
                {...form.getInputProps('password')}
              />
            )}
            <Group justify="flex-end">
              <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
                Save
              </Button>
            </Group>
          </>
        ) : null}
      </Stack>
    </form>
  )
}
