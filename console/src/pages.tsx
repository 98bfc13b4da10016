/**
 * Every page of the console, in one list. A page is a file that exports `Page`; it is loaded when somebody goes there.
 * Add a line here and the address, the navigation and the check of privileges follow.
 */
import {
  AppsIcon,
  MeterIcon,
  HomeIcon,
  KeyIcon,
  LogIcon,
  OrganizationIcon,
  PaintbrushIcon,
  PaperAirplaneIcon,
  PeopleIcon,
  PlugIcon,
  PulseIcon,
  ShieldLockIcon,
  TasklistIcon,
  VersionsIcon,
  WebhookIcon,
  ZapIcon,
} from '@primer/octicons-react'
import type { ReactNode } from 'react'

export interface ConsolePage {
  /** Address in the console; `$name` is a parameter, read by `useAddressPart`. */
  readonly path: string
  /** In the navigation. */
  readonly title: string
  load(): Promise<{ readonly Page: () => ReactNode }>
  /** Without the privilege the page is neither listed nor shown; of several, one is enough. */
  readonly privilege?: string | readonly string[]
  /** Its place in the side bar; without one it is reached by links only. */
  readonly navigation?: { readonly section: SectionKey; readonly icon: ReactNode }
}

type SectionKey = 'start' | 'organization' | 'settings'

/** The parts of the side bar, in order; one without pages is not shown. */
export const sections: readonly { readonly key: SectionKey; readonly title: string }[] = [
  { key: 'start', title: '' },
  { key: 'organization', title: 'Organization' },
  { key: 'settings', title: 'Settings' },
]

/** Whether somebody with this check of privileges sees the page. */
export function isOpen({ privilege }: ConsolePage, may: (...oneOf: string[]) => boolean): boolean {
  return privilege === undefined || may(...[privilege].flat())
}

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
    path: '/events',
    title: 'Events',
    load: () => import('./pages/events/page.tsx'),
    privilege: 'viewElements',
    navigation: { section: 'start', icon: <ZapIcon size={16} /> },
  },
  {
    path: '/events/sources',
    title: 'Sources of events',
    load: () => import('./pages/event-sources/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/events/$eventId',
    title: 'Event',
    load: () => import('./pages/event/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/activity',
    title: 'Activity',
    load: () => import('./pages/activity/page.tsx'),
    privilege: ['viewLogsOrg', 'viewLogsAccount'],
    navigation: { section: 'start', icon: <PulseIcon size={16} /> },
  },
  {
    path: '/activity/charts',
    title: 'Charts',
    load: () => import('./pages/activity-charts/page.tsx'),
    privilege: ['viewLogsOrg', 'viewLogsAccount'],
  },
  {
    path: '/deliveries',
    title: 'Deliveries',
    load: () => import('./pages/deliveries/page.tsx'),
    privilege: 'viewElements',
    navigation: { section: 'start', icon: <PaperAirplaneIcon size={16} /> },
  },
  {
    path: '/live',
    title: 'Live',
    load: () => import('./pages/live/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/notifications/$id',
    title: 'Notification',
    load: () => import('./pages/notification/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/callbacks',
    title: 'Callbacks',
    load: () => import('./pages/callbacks/page.tsx'),
    privilege: 'viewElements',
    navigation: { section: 'start', icon: <WebhookIcon size={16} /> },
  },
  {
    path: '/callbacks/$id',
    title: 'Callback',
    load: () => import('./pages/callback/page.tsx'),
    privilege: 'viewElements',
  },
  {
    path: '/secrets',
    title: 'Secrets',
    load: () => import('./pages/secrets/page.tsx'),
    navigation: { section: 'organization', icon: <KeyIcon size={16} /> },
  },
  {
    path: '/settings/users',
    title: 'Users',
    load: () => import('./pages/settings/users/page.tsx'),
    privilege: ['viewUsersOrg', 'viewUsersAccount'],
    navigation: { section: 'settings', icon: <PeopleIcon size={16} /> },
  },
  {
    path: '/settings/accounts',
    title: 'Accounts',
    load: () => import('./pages/settings/accounts/page.tsx'),
    privilege: ['viewUsersOrg', 'viewUsersAccount'],
    navigation: { section: 'settings', icon: <OrganizationIcon size={16} /> },
  },
  {
    path: '/settings/roles',
    title: 'Roles',
    load: () => import('./pages/settings/roles/page.tsx'),
    privilege: ['configureRoles', 'viewUsersOrg'],
    navigation: { section: 'settings', icon: <TasklistIcon size={16} /> },
  },
  {
    path: '/settings/vendor-apps',
    title: 'Vendor apps',
    load: () => import('./pages/settings/vendor-apps/page.tsx'),
    privilege: 'modifySecurity',
    navigation: { section: 'settings', icon: <VersionsIcon size={16} /> },
  },
  {
    path: '/settings/quotas',
    title: 'Quotas',
    load: () => import('./pages/settings/quotas/page.tsx'),
    privilege: 'viewElements',
    navigation: { section: 'settings', icon: <MeterIcon size={16} /> },
  },
  {
    path: '/settings/security',
    title: 'Security',
    load: () => import('./pages/settings/security/page.tsx'),
    navigation: { section: 'settings', icon: <ShieldLockIcon size={16} /> },
  },
  {
    path: '/settings/audit-log',
    title: 'Audit log',
    load: () => import('./pages/settings/audit-log/page.tsx'),
    privilege: ['viewLogsOrg', 'viewLogsAccount'],
    navigation: { section: 'settings', icon: <LogIcon size={16} /> },
  },
  {
    path: '/settings/branding',
    title: 'Branding',
    load: () => import('./pages/settings/branding/page.tsx'),
    privilege: 'manageUiBranding',
    navigation: { section: 'settings', icon: <PaintbrushIcon size={16} /> },
  },
]
