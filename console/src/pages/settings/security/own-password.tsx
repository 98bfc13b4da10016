import { Button, Card, Group, PasswordInput, Stack, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { ProblemAlert } from '../../../parts/error-state.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { PasswordField } from '../../../parts/password-field.tsx'
import { toast } from '../../../parts/toast.tsx'
import { useSessionUser } from '../../../session/session.ts'
import { sessionsKey } from './sessions.tsx'

export function OwnPassword() {
  const { firstName, lastName, email } = useSessionUser()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: { currentPassword: '', password: '', again: '' },
    validate: {
      currentPassword: (value) => (value === '' ? 'Enter the password you have now' : null),
      password: (value) => (value === '' ? 'Choose a password' : null),
      again: (value, { password }) => (value === password ? null : 'It is not the same'),
    },
  })
  const change = useMutation({
    mutationFn: ({ currentPassword, password }: typeof form.values) =>
      api.postAuthenticationPasswords({ body: { currentPassword, password } }),
    onMutate: () => setProblem(undefined),
    onSuccess: () => {
      form.reset()
      void queries.invalidateQueries({ queryKey: sessionsKey })
      toast.success('Your password was changed; all other sessions have ended')
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  return (
    <Card component="section" aria-labelledby="own-password">
      <form noValidate onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack gap="sm" maw={560}>
          <Title order={2} id="own-password">
            Your password
          </Title>
          {problem === undefined ? null : <ProblemAlert problem={problem} />}
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the current one', tabIndex: 0 }}
            {...form.getInputProps('currentPassword')}
          />
          <PasswordField
            label="New password"
            names={[firstName, lastName, email]}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="Once more"
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show it', tabIndex: 0 }}
            {...form.getInputProps('again')}
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
