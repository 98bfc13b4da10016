/** Words that the seed makes its products and people from. All invented. */

export const productKinds = [
  'Cup',
  'Bowl',
  'Plate',
  'Vase',
  'Teapot',
  'Jug',
  'Candle holder',
  'Tile',
  'Planter',
  'Spoon rest',
] as const

export const glazes = [
  'Celadon',
  'Cobalt',
  'Oatmeal',
  'Terracotta',
  'Charcoal',
  'Moss',
  'Sand',
  'Ivory',
] as const

export const categoryTree: readonly (readonly [name: string, parent: string | undefined])[] = [
  ['Tableware', undefined],
  ['Home', undefined],
  ['Cups', 'Tableware'],
  ['Plates and bowls', 'Tableware'],
  ['Espresso cups', 'Cups'],
  ['Mugs', 'Cups'],
  ['Vases', 'Home'],
  ['Workshop leftovers', undefined],
]

export const firstNames = [
  'Ann',
  'Björn',
  'Chloé',
  'Dmitri',
  'Elif',
  'Farah',
  'Gunnar',
  'Hana',
  'Ines',
  'José',
  'Kaito',
  'Łucja',
] as const

export const lastNames = [
  'Bee',
  'Ångström',
  'Dupont',
  'de la Vega',
  'Öztürk',
  'Miller',
  '田中',
  'Novák',
  "O'Hara",
  'Smith-Jones',
] as const

export const places: readonly (readonly [
  city: string,
  country: string,
  state: string | undefined,
  postalCode: string,
])[] = [
  ['Albany', 'US', 'NY', '12207'],
  ['Portland', 'US', 'OR', '97205'],
  ['Seattle', 'US', 'WA', '98101'],
  ['Köln', 'DE', undefined, '50667'],
  ['Lyon', 'FR', undefined, '69002'],
  ['Kyoto', 'JP', undefined, '604-8166'],
]
