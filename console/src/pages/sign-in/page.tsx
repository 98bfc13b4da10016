import { Button, Card, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../api/api.ts'
import type { Problem } from '../../api/problem.ts'
import { ProblemAlert } from '../../parts/error-state.tsx'
import { applyProblem } from '../../parts/form-problem.ts'
import { keepSession, placeAfterSignIn, sessionQuery } from '../../session/session.ts'
import { Logo } from '../../shell/logo.tsx'
import classes from './page.module.css'

export function Page() {
  const { next }: { next?: unknown } = useSearch({ strict: false })
  const navigate = useNavigate()
  const session = useQuery(sessionQuery)
  const isSignedIn = session.data !== null && session.data !== undefined
  useEffect(() => {
    document.title = 'Sign in · Hubwright'
  }, [])
  useEffect(() => {
    if (isSignedIn) void navigate({ href: placeAfterSignIn(next), replace: true })
  }, [isSignedIn, navigate, next])
  return (
    <main className={classes['ground']}>
      <div className={classes['column']}>
        <Logo />
        <Card shadow="xs" p={28}>
          <Title order={1} mb={4}>
            Sign in
          </Title>
          <Text c="dimmed" mb="md">
            With the email and password of your Hubwright account.
          </Text>
          <SignInForm />
        </Card>
        <Text size="sm" c="dimmed">
          First start? The admin's email and password were printed in the terminal, or written to{' '}
          <code>data/first-start.txt</code>.
        </Text>
      </div>
    </main>
  )
}

function SignInForm() {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? 'Enter your email' : null),
      password: (value) => (value === '' ? 'Enter your password' : null),
    },
  })
  const signIn = useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      api.postAuthenticationSession({ body: { ...body, username: body.username.trim() } }),
    onMutate: () => setProblem(undefined),
    onSuccess: ({ data }) => keepSession(queries, data),
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  return (
    <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack>
        {problem === undefined ? null : <ProblemAlert problem={problem} />}
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" fullWidth loading={signIn.isPending} mt={4}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
