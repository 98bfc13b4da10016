import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

const upload = (path: string, type: string, bytes: Uint8Array<ArrayBuffer>) =>
  ecwid.raw(`/ecwid/api/v3/1003${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret_sandbox_1003', 'content-type': type },
    body: bytes,
  })

describe('pictures', () => {
  it('are taken by address or as bytes, and shown in every size', async () => {
    const byAddress = await ecwid.api(
      'POST',
      `/products/700100/image?externalUrl=${encodeURIComponent('https://pictures.example.com/a.png')}`,
    )
    const asBytes = await upload('/products/700100/gallery', 'image/png', new Uint8Array([137, 80]))
    expect(byAddress.status).toBe(200)
    const { body } = await ecwid.api('GET', '/products/700100')
    expect(textOf(body['thumbnailUrl'])).toContain(textOf(byAddress.body['id']))
    expect(body['galleryImages']).toMatchObject([{ id: asBytes.body['id'], orderBy: 0 }])
    expect(body).not.toHaveProperty('mainPictureId')
  })

  it.each([
    ['text/plain', new Uint8Array([1]), 422],
    ['image/png', new Uint8Array(0), 422],
    ['image/png', new Uint8Array(20 * 1024 * 1024 + 1), 413],
  ])('of type %s are refused when they are none, or too large', async (type, bytes, status) => {
    expect((await upload('/categories/11/image', type, bytes)).status).toBe(status)
  })

  it('are fetched later by an https address, with their size', async () => {
    const picture = { url: 'https://pictures.example.com/a.png', width: '800', height: '600' }
    const later = (path: string, body: object) => ecwid.api('POST', `/products/700100${path}`, body)
    expect((await later('/image/async', picture)).status).toBe(200)
    const { id } = (await later('/gallery/async', picture)).body
    const { body } = await ecwid.api('GET', '/products/700100')
    expect(body['galleryImages']).toMatchObject([{ id, width: 800, height: 600 }])
    const { width: _width, ...sizeless } = picture
    expect((await later('/image/async', sizeless)).status).toBe(400)
    expect((await later('/image/async', { ...picture, url: 'ftp://a' })).status).toBe(422)
  })

  it('move the time of the last change', async () => {
    const before = (await ecwid.api('GET', '/products/700101')).body['updateTimestamp']
    await ecwid.api('POST', '/products/700101/image?externalUrl=https://pictures.example.com/a.png')
    const after = (await ecwid.api('GET', '/products/700101')).body['updateTimestamp']
    expect(Number(after)).toBeGreaterThan(Number(before))
  })
})
