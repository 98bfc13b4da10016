/** Data types as definitions write them, and what they are in swagger 2.0. */
export interface SchemaType {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'file'
  readonly format?: string
}

const schemaTypes: ReadonlyMap<string, SchemaType> = new Map<string, SchemaType>([
  ['string', { type: 'string' }],
  ['number', { type: 'number' }],
  ['integer', { type: 'integer' }],
  ['boolean', { type: 'boolean' }],
  ['array', { type: 'array' }],
  ['object', { type: 'object' }],
  ['file', { type: 'file' }],
  ['int', { type: 'integer', format: 'int32' }],
  ['long', { type: 'integer', format: 'int64' }],
  ['float', { type: 'number', format: 'float' }],
  ['double', { type: 'number', format: 'double' }],
  ['byte', { type: 'string', format: 'byte' }],
  ['binary', { type: 'string', format: 'binary' }],
  ['date', { type: 'string', format: 'date' }],
  ['datetime', { type: 'string', format: 'date-time' }],
  ['date-time', { type: 'string', format: 'date-time' }],
  ['password', { type: 'string', format: 'password' }],
  ['null', { type: 'string' }],
  ['any', { type: 'object' }],
  ['map', { type: 'object' }],
])

/** The swagger type that a word means, in any case; undefined when it is the name of a definition. */
export function schemaTypeOf(word: string): SchemaType | undefined {
  return schemaTypes.get(word.toLowerCase())
}
