import {
  Button,
  Card,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { useConfirm } from '../../../parts/confirm.tsx'
import { ErrorState, ProblemAlert } from '../../../parts/error-state.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import type { PasswordPolicy } from '../../../parts/password-check.ts'
import { passwordPolicyKey, usePasswordPolicy } from '../../../parts/password-field.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { toast } from '../../../parts/toast.tsx'
import { useMay } from '../../../session/session.ts'

/** The rules for passwords of the organization. */
export function Policy() {
  const policy = usePasswordPolicy()
  return (
    <Card component="section" aria-labelledby="policy">
      <Stack gap="sm">
        <div>
          <Title order={2} id="policy">
            Rules for passwords
          </Title>
          <Text size="sm" c="dimmed">
            They hold for passwords chosen from now on. Only the expiry holds for all.
          </Text>
        </div>
        {policy.isPending ? <LinesSkeleton lines={4} height={48} /> : null}
        {policy.isError ? (
          <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />
        ) : null}
        {policy.data === undefined ? null : (
          <PolicyForm key={JSON.stringify(policy.data)} policy={policy.data} />
        )}
      </Stack>
    </Card>
  )
}

const numbers = [
  { key: 'minLength', label: 'Characters, at least', min: 8, max: 128 },
  { key: 'minUppercase', label: 'Uppercase letters, at least', min: 0, max: 10 },
  { key: 'minLowercase', label: 'Lowercase letters, at least', min: 0, max: 10 },
  { key: 'minNumbers', label: 'Digits, at least', min: 0, max: 10 },
  { key: 'minSymbols', label: 'Special characters, at least', min: 0, max: 10 },
  { key: 'previousPasswordCount', label: 'Earlier passwords refused', min: 0, max: 9 },
  { key: 'expirationDays', label: 'Expires after days (0: never)', min: 0, max: 3650 },
] as const

function PolicyForm({ policy }: { readonly policy: PasswordPolicy }) {
  const mayEdit = useMay()('modifySecurity')
  const queries = useQueryClient()
  const confirm = useConfirm()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({ initialValues: { ...policy } })
  const renew = () => queries.invalidateQueries({ queryKey: passwordPolicyKey })
  const save = useMutation({
    mutationFn: (values: PasswordPolicy) =>
      api.putOrganizationsPasswordPolicies({ body: { ...values } as never }),
    onMutate: () => setProblem(undefined),
    onSuccess: ({ data }) => {
      queries.setQueryData(passwordPolicyKey, data)
      toast.success('The rules were saved')
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  const reset = useMutation({
    mutationFn: () => api.deleteOrganizationsPasswordPolicies(),
    onSuccess: () => toast.success('The usual rules hold again'),
    onError: (error) => toast.failure(error),
    onSettled: renew,
  })
  async function askReset() {
    const isSure = await confirm({
      title: 'Back to the usual rules?',
      body: 'Eight characters with an uppercase and a lowercase letter, a digit and a special character; no expiry.',
      action: 'Reset rules',
    })
    if (isSure) reset.mutate()
  }
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="sm">
        {problem === undefined ? null : <ProblemAlert problem={problem} />}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
          {numbers.map(({ key, label, min, max }) => (
            <NumberInput
              key={key}
              label={label}
              min={min}
              max={max}
              clampBehavior="none"
              allowDecimal={false}
              readOnly={!mayEdit}
              hideControls={!mayEdit}
              {...form.getInputProps(key)}
            />
          ))}
          <TextInput
            label="Signs that count as special"
            placeholder="All but letters and digits"
            readOnly={!mayEdit}
            {...form.getInputProps('symbolCharacterSet')}
          />
        </SimpleGrid>
        {mayEdit ? (
          <Group justify="space-between">
            <Button variant="default" loading={reset.isPending} onClick={() => void askReset()}>
              Reset to the usual …
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save rules
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
