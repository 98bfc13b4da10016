/** What is shown in the place of a page that is not there, not allowed, or broken. */
import { Container, Stack } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { SearchIcon, ShieldLockIcon } from '@primer/octicons-react'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { LinkButton } from '../parts/link.tsx'
import { PageHeader } from '../parts/page-header.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState
        icon={<SearchIcon size={32} />}
        title="There is nothing at this address"
        action={
          <LinkButton to="/" variant="default" mt="sm">
            Go home
          </LinkButton>
        }
      >
        The link may be old, or a letter of it may be missing.
      </EmptyState>
    </>
  )
}

export function ForbiddenPage({ privileges }: { readonly privileges: readonly string[] }) {
  return (
    <>
      <PageHeader title="Not allowed" />
      <EmptyState icon={<ShieldLockIcon size={32} />} title="Your roles do not open this page">
        It needs the privilege <code>{privileges.join(' or ')}</code>. An administrator of your
        organization can grant a role that has it.
      </EmptyState>
    </>
  )
}

/** A page whose code failed; the rest of the console goes on. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  return (
    <Container size="md" px={0}>
      <Stack>
        <PageHeader title="Something went wrong" />
        <ErrorState error={error} title="This page failed" onRetry={reset} />
      </Stack>
    </Container>
  )
}
