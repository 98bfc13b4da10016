/** What stands around every page of a signed-in person. */
import { AppShell, Burger, Container, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ConfirmProvider } from '../parts/confirm.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { PageSkeleton } from '../parts/skeletons.tsx'
import { AccountFilterProvider } from '../session/account-filter.tsx'
import { SessionContext, sessionQuery, type SessionUser } from '../session/session.ts'
import { Logo } from './logo.tsx'
import { Navigation } from './navigation.tsx'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'

/** Most organizations have one account and no use for it: it is loaded after the page. */
const AccountSelect = lazy(async () => {
  const { AccountSelect: component } = await import('./account-select.tsx')
  return { default: component }
})

/** Sends who is not signed in to the sign-in page, and from there back to this place. */
export function Shell() {
  const session = useQuery(sessionQuery)
  if (session.isPending) return <Frame user={undefined} />
  // When it cannot be read again later, as after a laptop's sleep, the page and what is typed there stay.
  if (session.isLoadingError) {
    return (
      <Container size="sm" py="xl">
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      </Container>
    )
  }
  if (session.data === null) return <ToSignIn />
  return (
    <SessionContext value={session.data}>
      <AccountFilterProvider>
        <ConfirmProvider>
          <Frame user={session.data} />
        </ConfirmProvider>
      </AccountFilterProvider>
    </SessionContext>
  )
}

function ToSignIn() {
  const navigate = useNavigate()
  const { href } = useLocation()
  // Where the person was, not where this leads while it is still here.
  const [next] = useState(href)
  useEffect(() => {
    const search = next === '/' ? {} : { next }
    void navigate({ to: '/sign-in', search, replace: true })
  }, [navigate, next])
  return null
}

function Frame({ user }: { readonly user: SessionUser | undefined }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <AppShell
      layout="alt"
      header={{ height: 'var(--hw-header-height)' }}
      navbar={{
        width: 'var(--hw-sidebar-width)',
        breakpoint: 'sm',
        collapsed: { mobile: !isOpen },
      }}
    >
      <a className="hw-skip" href="#page">
        Skip to the page
      </a>
      <AppShell.Header className={classes['header']}>
        <Group gap="sm" wrap="nowrap" className={classes['place']}>
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            aria-label="Open the navigation"
          />
          {user === undefined ? (
            <Skeleton height={18} width={160} />
          ) : (
            <Text component="span" fw={550} truncate>
              {user.organizationName}
            </Text>
          )}
        </Group>
        <Group gap="sm" wrap="nowrap">
          {user === undefined ? null : (
            <>
              <Suspense>
                <AccountSelect />
              </Suspense>
              <UserMenu />
            </>
          )}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        className={classes['sidebar']}
        aria-label="Pages"
        data-open={isOpen || undefined}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setIsOpen(false)
        }}
      >
        <Group justify="space-between" className={classes['brand']}>
          <Logo />
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened
            onClick={() => setIsOpen(false)}
            aria-label="Close the navigation"
          />
        </Group>
        {user === undefined ? null : <Navigation onGo={() => setIsOpen(false)} />}
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1} className={classes['main']}>
        <div className={classes['page']}>{user === undefined ? <PageSkeleton /> : <Outlet />}</div>
      </AppShell.Main>
    </AppShell>
  )
}
