import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/api.ts'
import type { Problem } from '../../api/problem.ts'
import { ProblemAlert } from '../../parts/error-state.tsx'
import { applyProblem } from '../../parts/form-problem.ts'
import { toast } from '../../parts/toast.tsx'
import { useKeepInstance, type Instance } from './read-instance.ts'

interface DetailsFormProps {
  readonly instance: Instance
  readonly mayChange: boolean
}

/** What people call the instance. */
export function DetailsForm({ instance, mayChange }: DetailsFormProps) {
  const keep = useKeepInstance()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: { name: instance.name, tags: instance.tags },
    validate: { name: (value) => (value.trim() === '' ? 'Give it a name' : null) },
  })
  const save = useMutation({
    mutationFn: ({ name, tags }: { name: string; tags: string[] }) =>
      // The document calls tags unknown, because the room judges them.
      api.patchInstancesById({ id: instance.id, body: { name: name.trim(), tags: tags as never } }),
    onMutate: () => setProblem(undefined),
    onSuccess: ({ data }) => {
      keep(data)
      toast.success('Name and tags saved')
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="sm">
        {problem === undefined ? null : <ProblemAlert problem={problem} />}
        <TextInput
          label="Name"
          readOnly={!mayChange}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <TagsInput
          label="Tags"
          description="To find it by. Enter adds one."
          readOnly={!mayChange}
          acceptValueOnBlur
          {...form.getInputProps('tags')}
        />
        {mayChange ? (
          <Group justify="flex-end">
            <Button type="submit" size="xs" disabled={!form.isDirty()} loading={save.isPending}>
              Save
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  )
}
