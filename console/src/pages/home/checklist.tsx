/** The first minutes: what is done, what is next, and a first call that can be made from here. */
import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { CheckCircleFillIcon, CircleIcon } from '@primer/octicons-react'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../api/api.ts'
import { ApiError } from '../../api/platform-client.ts'
import { LinesSkeleton } from '../../parts/skeletons.tsx'
import { TextLink } from '../../parts/link.tsx'
import classes from './checklist.module.css'
import { FirstCall } from './first-call.tsx'
import type { Instance } from './page.tsx'

/** Whether any call was ever made, as the usage records know it. */
async function hasCalls(): Promise<boolean> {
  try {
    await api.getUsage({ pageSize: 1 })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'nothing_found') return false
    throw error
  }
}

export function Checklist({ instances }: { readonly instances: UseQueryResult<Instance[]> }) {
  const called = useQuery({ queryKey: ['has-calls'], queryFn: hasCalls, staleTime: Infinity })
  if (instances.isPending || called.isPending) {
    return (
      <Card mih={260}>
        <LinesSkeleton lines={4} height={36} gap={18} />
      </Card>
    )
  }
  const usable = instances.data?.find(({ disabled, state }) => !disabled && state === 'connected')
  const isConnected = (instances.data ?? []).length > 0
  // Where the records cannot be read the step stays open: it can be done, and done again.
  const isCalled = called.data === true
  const done = 1 + Number(isConnected) + Number(isCalled)
  return (
    <Card component="section" aria-labelledby="first-steps">
      <Group justify="space-between" mb="md">
        <Title order={2} id="first-steps">
          First steps
        </Title>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {done} of 3 done
          </Text>
          <Progress value={(done / 3) * 100} w={90} aria-label="First steps done" />
        </Group>
      </Group>
      <ol className={classes['steps']}>
        <Step isDone title="Sign in">
          You are in. Your programs use{' '}
          <TextLink to="/secrets" underline="always">
            secrets
          </TextLink>{' '}
          instead of a password.
        </Step>
        <Step isDone={isConnected} title="Connect a store">
          {usable === undefined ? (
            <>
              {isConnected ? 'None that is connected works at present' : 'Nothing is connected yet'}
              . Choose one of the{' '}
              <TextLink to="/connectors" underline="always">
                connectors
              </TextLink>
              .
            </>
          ) : (
            <>
              <strong>{usable.name}</strong> is connected through {usable.element.name}.
            </>
          )}
        </Step>
        <Step isDone={isCalled} title="Make the first call">
          {usable === undefined ? (
            'It is made here as soon as a connected store works.'
          ) : (
            <FirstCall instance={usable} />
          )}
        </Step>
      </ol>
    </Card>
  )
}

interface StepProps {
  readonly isDone: boolean
  readonly title: string
  readonly children: ReactNode
}

function Step({ isDone, title, children }: StepProps) {
  return (
    <li className={classes['step']} data-done={isDone || undefined}>
      <span className={classes['sign']}>
        {isDone ? (
          <CheckCircleFillIcon size={20} aria-label="Done:" />
        ) : (
          <CircleIcon size={20} aria-label="To do:" />
        )}
      </span>
      <Stack gap={4} className={classes['text']}>
        <Text fw={600}>{title}</Text>
        <Text component="div" c="dimmed">
          {children}
        </Text>
      </Stack>
    </li>
  )
}
