import { describe, expect, test } from 'vitest'
import { choosePostgresUser } from './postgres-user.ts'

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  '',
].join('\n')

const root = { uid: 0, passwd, canUseNamespace: () => true }

describe('choosePostgresUser', () => {
  test('runs as an ordinary user without any change', () => {
    expect(choosePostgresUser({ ...root, uid: 1000 })).toEqual({ kind: 'self' })
  })

  test('runs where there are no user ids (Windows) without any change', () => {
    expect(choosePostgresUser({ ...root, uid: undefined })).toEqual({ kind: 'self' })
  })

  test('runs as root in a namespace that shows it as a user with a name', () => {
    expect(choosePostgresUser(root)).toEqual({ kind: 'namespace', seenAs: 65534 })
  })

  test('drops to an unprivileged user where namespaces are refused', () => {
    const refused = { ...root, canUseNamespace: () => false }
    expect(choosePostgresUser(refused)).toEqual({ kind: 'drop', uid: 65534, gid: 65534 })
    const withOwn = `${passwd}postgres:x:999:998::/var/lib/postgresql:/bin/sh\n`
    expect(choosePostgresUser({ ...refused, passwd: withOwn })).toEqual({
      kind: 'drop',
      uid: 999,
      gid: 998,
    })
  })

  test('goes on as the owner of a cluster that was made by an unprivileged user', () => {
    expect(choosePostgresUser({ ...root, owner: { uid: 70, gid: 71 } })).toEqual({
      kind: 'drop',
      uid: 70,
      gid: 71,
    })
    const owner = { uid: 0, gid: 0 }
    expect(choosePostgresUser({ ...root, owner })).toMatchObject({ kind: 'namespace' })
  })

  test('says what to do on a system that has no other user', () => {
    const bare = { ...root, passwd: 'root:x:0:0:root:/root:/bin/sh\n' }
    expect(() => choosePostgresUser(bare)).toThrow('set DATABASE_URL')
  })
})
