import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useConfirm } from '../../parts/confirm.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { toast } from '../../parts/toast.tsx'

interface ActivationProps {
  readonly title: string
  /** Of the user or account. */
  readonly name: string
  readonly isActive: boolean
  /** What each state means, and what deactivating does. */
  readonly words: { readonly active: string; readonly inactive: string; readonly warning: string }
  turn(active: boolean): Promise<unknown>
  /** Queries that are read anew. */
  readonly changedKey: readonly string[]
}

/** Locks somebody out, and lets him in again. */
export function Activation(props: ActivationProps) {
  const { title, name, isActive, words, turn, changedKey } = props
  const queries = useQueryClient()
  const confirm = useConfirm()
  const change = useMutation({
    mutationFn: turn,
    onSuccess: (_answer, active) =>
      toast.success(`${name} was ${active ? 'activated' : 'deactivated'}`),
    onSettled: () => queries.invalidateQueries({ queryKey: changedKey }),
  })
  async function deactivate() {
    const isSure = await confirm({
      title: `Deactivate ${name}?`,
      body: words.warning,
      action: 'Deactivate',
    })
    if (isSure) change.mutate(false)
  }
  return (
    <Stack component="section" gap="sm" align="flex-start" aria-labelledby="activation">
      <Title order={2} id="activation">
        {title}
      </Title>
      {change.isError ? <ErrorState error={change.error} title="Nothing was changed" /> : null}
      <Text size="sm" c="dimmed">
        {isActive ? words.active : words.inactive}
      </Text>
      {isActive ? (
        <Button
          variant="light"
          color="red"
          loading={change.isPending}
          onClick={() => void deactivate()}
        >
          Deactivate …
        </Button>
      ) : (
        <Button loading={change.isPending} onClick={() => change.mutate(true)}>
          Activate
        </Button>
      )}
    </Stack>
  )
}
