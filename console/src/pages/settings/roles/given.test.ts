import { expect, it } from 'vitest'
import { changedRoles, keysOf, togglePrivilege } from './given.ts'

const admin = { key: 'admin', privileges: [{ key: 'a' }, { key: 'b' }] }
const user = { key: 'user', privileges: [{ key: 'a' }] }

it('asks for the roles that changed, and for none that was put back', () => {
  const once = togglePrivilege({}, user, 'b')
  expect(keysOf(once, user)).toEqual(['a', 'b'])
  expect(changedRoles([admin, user], once)).toEqual([{ key: 'user', privileges: ['a', 'b'] }])
  expect(changedRoles([admin, user], togglePrivilege(once, user, 'b'))).toEqual([])
  expect(changedRoles([admin, user], togglePrivilege({}, admin, 'a'))).toEqual([
    { key: 'admin', privileges: ['b'] },
  ])
})
