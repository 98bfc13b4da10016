import { Checkbox } from '@mantine/core'
import { Fragment } from 'react'
import type { Role } from '../users/read-users.ts'
import { keysOf, type Given } from './given.ts'
import classes from './privilege-table.module.css'

interface PrivilegeTableProps {
  readonly roles: readonly Role[]
  readonly privileges: Role['privileges']
  readonly given: Given
  readonly mayEdit: boolean
  onToggle(role: Role, privilege: string): void
}

const categories: Readonly<Record<string, string>> = {
  elements: 'Connectors and instances',
  formulas: 'Formulas',
  commonObjects: 'Virtual data resources',
  accountUsers: 'Users of the own account',
  accountLogs: 'Logs of the own account',
  organizationUsers: 'Users of the organization',
  organizationLogs: 'Logs of the organization',
  security: 'Security',
}

/** In the words of the console; whose users and logs are meant says the category above. */
function nameOf({ name }: Role['privileges'][number]): string {
  return name
    .replace('element instances', 'instances')
    .replace('elements', 'connectors')
    .replace('common objects', 'virtual data resources')
    .replace('ui branding', 'the branding')
    .replace(/ (?:org|account)$/, '')
}

/** A row for each privilege, a column for each role. */
export function PrivilegeTable(props: PrivilegeTableProps) {
  const { roles, privileges, given, mayEdit, onToggle } = props
  const names = [...new Set(privileges.map(({ category }) => category))]
  return (
    // It scrolls on phones, so it must be reachable without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes['scroller']} tabIndex={0} role="region" aria-label="Roles">
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Privilege</th>
            {roles.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((category) => (
            <Fragment key={category}>
              <tr className={classes['category']}>
                <th scope="rowgroup" colSpan={roles.length + 1}>
                  {categories[category] ?? category}
                </th>
              </tr>
              {privileges
                .filter((privilege) => privilege.category === category)
                .map((privilege) => (
                  <tr key={privilege.key}>
                    <th scope="row">{nameOf(privilege)}</th>
                    {roles.map((role) => (
                      <td key={role.key}>
                        <Checkbox
                          size="xs"
                          aria-label={`${role.name}: ${nameOf(privilege)} (${categories[category] ?? category})`}
                          checked={keysOf(given, role).includes(privilege.key)}
                          disabled={!mayEdit}
                          onChange={() => onToggle(role, privilege.key)}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}
