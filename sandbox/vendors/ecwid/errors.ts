import { type Answer, json } from '../../answer.ts'

/** A refusal in the vendor's words: HTTP status, stable code and text. */
export class EcwidError extends Error {
  readonly status: number
  readonly code: string | undefined
  readonly args: Readonly<Record<string, string>> | undefined

  constructor(
    status: number,
    code: string | undefined,
    message: string,
    args?: Readonly<Record<string, string>>,
  ) {
    super(message)
    this.name = 'EcwidError'
    this.status = status
    this.code = code
    this.args = args
  }
}

export function wrongParameter(message: string): EcwidError {
  return new EcwidError(400, 'WRONG_PARAMETER', message)
}

const missingKinds = {
  Order: 'ORDER_NOT_FOUND',
  Product: 'PRODUCT_NOT_FOUND',
  Combination: 'COMBINATION_NOT_FOUND',
  Category: 'CATEGORIES_NOT_FOUND',
  Customer: 'CUSTOMER_NOT_FOUND',
  'Customer group': 'CUSTOMER_GROUP_NOT_FOUND',
} as const

/** `Product #77 not found` and its like. */
export function notFound(kind: keyof typeof missingKinds, id: string | number): EcwidError {
  return new EcwidError(404, missingKinds[kind], `${kind} #${id} not found`, { id: String(id) })
}

/** The vendor's error body; a refusal without text has no body at all, as with free plans. */
export function errorAnswer(error: unknown): Answer {
  if (!(error instanceof EcwidError)) {
    console.error(error)
    return json(500, { errorMessage: 'Internal error', errorCode: 'INTERNAL_ERROR' })
  }
  if (error.message === '') return json(error.status, undefined)
  return json(error.status, {
    errorMessage: error.message,
    ...(error.code === undefined ? {} : { errorCode: error.code }),
    ...(error.args === undefined ? {} : { args: error.args }),
  })
}
