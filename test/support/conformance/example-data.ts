/** What a connector's folder tells its conformance test in `conformance.json`: data, never code. */
import { readFile } from 'node:fs/promises'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const closed = { additionalProperties: false } as const
const Body = Type.Record(Type.String(), Type.Unknown())

const AnyBody = Type.Union([Body, Type.Array(Type.Unknown())])

const ControlCall = Type.Object(
  {
    method: Type.Enum(['POST', 'PUT', 'PATCH', 'DELETE']),
    /** Below `/_control/<key>`. */
    path: Type.String({ pattern: '^/' }),
    body: Type.Optional(Body),
  },
  closed,
)

const Write = Type.Object(
  {
    /** Records to make first and to put into the path, outermost first: path of their list -> body. */
    in: Type.Optional(Type.Record(Type.String(), Body)),
    create: Type.Optional(AnyBody),
    update: Type.Optional(AnyBody),
    replace: Type.Optional(AnyBody),
  },
  closed,
)
export type Write = Static<typeof Write>

/**
 * Texts that are wholly `{/products}`, in bodies, in `where` and in `queries`, become the id of the first record of that list.
 */
const ExampleData = Type.Object(
  {
    /** How the simulated vendor is set up, each time after it was reset. */
    seed: Type.Optional(Type.Array(ControlCall)),
    /** By authentication type: the body of `POST /instances`, without the element. */
    instances: Type.Record(Type.String(), Body),
    /** By path of the records, such as `/orders` or `/products/{productId}/combinations`. */
    writes: Type.Optional(Type.Record(Type.String(), Write)),
    /** By path of the list and attribute: a literal that chooses some of the records. */
    where: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      ),
    ),
    /** By path, which holds no variable: query parameters without which it cannot be called. */
    queries: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
    /** By path up to a variable, `/{objectName}`: what stands there, where no list tells. */
    values: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  closed,
)
export type ExampleData = Static<typeof ExampleData>

/** Reads and checks the file. Throws an error that names the wrong places. */
export async function readExampleData(file: URL): Promise<ExampleData> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (Value.Check(ExampleData, value)) return value
  const places = [...Value.Errors(ExampleData, value)].map(
    ({ instancePath, message }) => `${instancePath === '' ? '/' : instancePath} ${message}`,
  )
  throw new Error(`${file.pathname}: ${places.join('; ')}`)
}
