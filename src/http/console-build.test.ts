import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openConsoleBuild } from './console-build.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubwright-console-'))
const assets = join(folder, 'console', 'assets')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, text: string) => writeFileSync(join(assets, name), text)

describe('the build of the console', () => {
  const build = openConsoleBuild(folder)

  it('says in one sentence that it is not there', async () => {
    await expect(build.page()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/npm run build/) as string,
    })
  })

  it('gives each answer a nonce of its own, in the page and in its policy', async () => {
    mkdirSync(assets, { recursive: true })
    write('page-1.js', 'plain')
    write('page-1.js.br', 'br')
    write('page-1.js.gz', 'gzip')
    writeFileSync(join(folder, 'index.html'), '<script nonce="__NONCE__"></script>')
    writeFileSync(join(folder, 'connect.html'), '<p>connect</p>')
    const [one, other] = [await build.page(), await build.page()]
    const nonce = /nonce="([^"]+)"/.exec(one.html)?.[1] ?? ''
    expect(nonce.length).toBeGreaterThan(20)
    expect(one.policy).toContain(`script-src 'self' 'nonce-${nonce}'`)
    expect(one.policy).not.toContain('unsafe')
    expect(other.html).not.toBe(one.html)
  })

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
    [undefined, undefined],
  ])('packs a file as %s allows', async (accepted, encoding) => {
    const file = await build.file('page-1.js', accepted)
    expect(file?.encoding).toBe(encoding)
    expect(file?.content.toString()).toBe(encoding ?? 'plain')
  })

  it.each(['../index.html', '../../index.html', 'page-2.js', 'page-1.js.gz', '', '.'])(
    'has no file %s',
    async (name) => expect(await build.file(name, 'br')).toBeUndefined(),
  )

  it('is read anew after a newer build', async () => {
    write('page-2.js', 'newer')
    writeFileSync(join(folder, 'index.html'), 'newer')
    utimesSync(join(folder, 'index.html'), 2_000_000_000, 2_000_000_000)
    expect((await build.page()).html).toBe('newer')
    expect((await build.file('page-2.js', undefined))?.content.toString()).toBe('newer')
  })
})
