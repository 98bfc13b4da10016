/** The addresses of the console, made of the list of pages. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
  useParams,
} from '@tanstack/react-router'
import { isOpen, pages, type ConsolePage } from './pages.tsx'
import { ForbiddenPage, FailedPage, NotFoundPage } from './pages/odd-pages.tsx'
import { PageSkeleton } from './parts/skeletons.tsx'
import { ProgressBar } from './parts/progress-bar.tsx'
import { useMay } from './session/session.ts'
import { countPage } from './shell/first-page.ts'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({
  component: () => (
    <>
      <ProgressBar />
      <Outlet />
    </>
  ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/page.tsx'), 'Page'),
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const inShell = pages.map((page) =>
  createRoute({ getParentRoute: () => shell, path: page.path, component: guarded(page) }),
)

/** Within the shell, so that who is lost still has the navigation. */
const unknown = createRoute({
  getParentRoute: () => shell,
  path: '$',
  component: NotFoundPage,
})

function guarded(page: ConsolePage): RouteComponent {
  const Page = lazyRouteComponent(page.load, 'Page')
  const { privilege } = page
  if (privilege === undefined) return Page
  return function Guarded() {
    return isOpen(page, useMay()) ? <Page /> : <ForbiddenPage privileges={[privilege].flat()} />
  }
}

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren([...inShell, unknown])]),
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Plain texts: the router's own way puts numbers that are texts into quotes.
  parseSearch: (query) => Object.fromEntries(new URLSearchParams(query)),
  stringifySearch,
})
router.subscribe('onBeforeNavigate', countPage)

function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(search).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(told.map(([name, value]) => [name, String(value)]))
  return query.size === 0 ? '' : `?${query.toString()}`
}

/** A `$name` of the page's address. */
export function useAddressPart(name: string): string {
  const parts: Record<string, string | undefined> = useParams({ strict: false })
  return parts[name] ?? ''
}
