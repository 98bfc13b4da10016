import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/api.ts'
import type { Problem } from '../../../api/problem.ts'
import { FormModal } from '../../../parts/form-modal.tsx'
import { applyProblem } from '../../../parts/form-problem.ts'
import { toast } from '../../../parts/toast.tsx'
import { accountsKey } from './read-accounts.ts'

export function NewAccount({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem>()
  const form = useForm({
    initialValues: { externalId: '', name: '', description: '' },
    validate: {
      externalId: (value) => (value.trim() === '' ? 'Enter how your own system calls it' : null),
    },
  })
  const create = useMutation({
    mutationFn: ({ externalId, name, description }: typeof form.values) =>
      api.postAccounts({
        body: {
          externalId,
          ...(name.trim() === '' ? {} : { name }),
          ...(description === '' ? {} : { description }),
        },
      }),
    onMutate: () => setProblem(undefined),
    onSuccess: ({ data }) => {
      void queries.invalidateQueries({ queryKey: accountsKey })
      toast.success(`The account ${data.name} was created`)
      onClose()
    },
    onError: (error) => setProblem(applyProblem(form, error)),
  })
  return (
    <FormModal
      title="New account"
      isOpen
      onClose={onClose}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      problem={problem}
      action="Create account"
      isBusy={create.isPending}
    >
      <TextInput
        label="Your id for it"
        description="By which your own system knows the customer"
        data-autofocus
        {...form.getInputProps('externalId')}
      />
      <TextInput
        label="Name"
        description="For people; the id when empty"
        {...form.getInputProps('name')}
      />
      <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
    </FormModal>
  )
}
