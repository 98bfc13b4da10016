import { expect, it } from 'vitest'
import { lostOf } from './sent-and-kept.ts'

it.each([
  [{ name: 'Jug' }, { name: 'Jug', id: 1 }, undefined],
  [{ name: 'Jug' }, { name: 'Mug' }, 'name is "Mug", sent was "Jug"'],
  [{ name: 'Jug' }, {}, 'name is not there'],
  [{ password: 'x' }, {}, undefined],
  [
    { items: [{ price: 1 }, { price: 2 }] },
    { items: [{ price: 1, id: 7 }, { price: 3 }] },
    'items[1].price is 3, sent was 2',
  ],
  [{ items: [1] }, { items: 'none' }, 'items[0] is undefined, sent was 1'],
  [{ company: { city: 'Faro' } }, { company: { city: 'Faro', phone: '1' } }, undefined],
  [{ company: { city: 'Faro' } }, { company: 'Faro' }, 'company is not there'],
  [{ name: 'Jug' }, [], 'the record is not there'],
])('%j kept as %j: %s', (sent, kept, told) => {
  expect(lostOf(sent, kept, new Set(['name', 'items', 'company']))).toBe(told)
})
