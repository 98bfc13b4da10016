import { Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { KeyIcon, SignOutIcon } from '@primer/octicons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/api.ts'
import { isSignedOut } from '../api/problem.ts'
import { toast } from '../parts/toast.tsx'
import { forgetAccountFilter } from '../session/account-filter.tsx'
import { forgetEverything, nameOf, useSessionUser } from '../session/session.ts'
import classes from './shell.module.css'

export function UserMenu() {
  const user = useSessionUser()
  const queries = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => api.deleteAuthenticationSession(),
    onSuccess: () => leave(),
    onError: (error) => (isSignedOut(error) ? leave() : toast.failure(error)),
  })
  function leave() {
    forgetAccountFilter()
    forgetEverything(queries)
  }
  const name = nameOf(user)
  return (
    <Menu position="bottom-end" width={264} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes['person']} aria-label={`Menu of ${name}`}>
          {initialsOf(name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes['menuHead']}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {user.email}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {placeOf(user.organizationName, user.accountName)}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/secrets" leftSection={<KeyIcon size={16} />}>
          Secrets
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <ColorChoice />
        <Menu.Divider />
        <Menu.Item leftSection={<SignOutIcon size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const colorChoices = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
] as const

function ColorChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      m={6}
      w="calc(100% - 12px)"
      aria-label="Colours"
      data={[...colorChoices]}
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
    />
  )
}

/** One name once: the first account is often named as its organization. */
function placeOf(organization: string, account: string): string {
  return organization === account ? organization : `${organization}, ${account}`
}

function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter((word) => word !== '')
  return (words.length > 1 ? words.slice(0, 2) : [name])
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
