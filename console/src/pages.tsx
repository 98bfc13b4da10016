/**
 * Every page of the console, in one list. A page is a file that exports `Page`; it is loaded when somebody goes there.
 * Add a line here and the address, the navigation and the check of privileges follow.
 */
import { AppsIcon, HomeIcon, KeyIcon, PlugIcon } from '@primer/octicons-react'
import type { ReactNode } from 'react'

export interface ConsolePage {
  /** Address in the console; `$name` is a parameter, read by `useAddressPart`. */
  readonly path: string
  /** In the navigation. */
  readonly title: string
  load(): Promise<{ readonly Page: () => ReactNode }>
  /** Without the privilege the page is neither listed nor shown. */
  readonly privilege?: string
  /** Its place in the side bar; without one it is reached by links only. */
  readonly navigation?: { readonly section: SectionKey; readonly icon: ReactNode }
}

type SectionKey = 'start' | 'organization'

/** The parts of the side bar, in order; one without pages is not shown. */
export const sections: readonly { readonly key: SectionKey; readonly title: string }[] = [
  { key: 'start', title: '' },
  { key: 'organization', title: 'Organization' },
]

export const pages: readonly ConsolePage[] = [
  {
    path: '/',
    title: 'Home',
    load: () => import('./pages/home/page.tsx'),
    navigation: { section: 'start', icon: <HomeIcon size={16} /> },
  },
  {
    path: '/connectors',
    title: 'Connectors',
    load: () => import('./pages/connectors/page.tsx'),
    privilege: 'viewElements',
    navigation: { section: 'start', icon: <AppsIcon size={16} /> },
  },
  {
    path: '/instances',
    title: 'Instances',
    load: () => import('./pages/instances/page.tsx'),
    privilege: 'viewElements',
    navigation: { section: 'start', icon: <PlugIcon size={16} /> },
  },
  {
    path: '/connectors/$key',
    title: 'Connector',
    load: () => import('./pages/connector/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/connectors/$key/connect',
    title: 'Connect',
    load: () => import('./pages/connect/connect-page.tsx'),
    privilege: 'createElementInstances',
  },
  {
    path: '/instances/$id/reconnect',
    title: 'Reconnect',
    load: () => import('./pages/connect/reconnect-page.tsx'),
    privilege: 'createElementInstances',
  },
  {
    path: '/instances/$id/connected',
    title: 'Connected',
    load: () => import('./pages/connect/connected-page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/instances/$id',
    title: 'Instance',
    load: () => import('./pages/instance/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/instances/$id/api',
    title: 'API of an instance',
    load: () => import('./pages/instance-api/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/secrets',
    title: 'Secrets',
    load: () => import('./pages/secrets/page.tsx'),
    navigation: { section: 'organization', icon: <KeyIcon size={16} /> },
  },
]
