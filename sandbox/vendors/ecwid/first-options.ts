import type { JsonObject } from './model.ts'

/** The ways to ship that a store begins with, as the REST API prints them. */
export function firstShippingOptions(): JsonObject[] {
  return [
    ['6589-1709547151586', 'Courier', 5] as const,
    ['6589-1709547151587', 'Express', 14.5] as const,
    ['6589-1709547151588', 'Pick up at the shop', 0] as const,
  ].map(([id, title, rate], index) => ({
    id,
    title,
    enabled: true,
    orderby: (index + 1) * 10,
    // Spelled and written in this way here only; orders say fulfillmentType in capitals.
    fulfilmentType: rate === 0 ? 'pickup' : 'shipping',
    ratesCalculationType: 'flat',
    flatRate: { rateType: 'ABSOLUTE', rate },
  }))
}

/** The ways to pay that a store begins with. */
export function firstPaymentOptions(): JsonObject[] {
  return ['Credit card', 'Invoice'].map((title, index) => ({
    id: `9001-${index + 1}`,
    enabled: true,
    configured: true,
    checkoutTitle: title,
    checkoutDescription: '',
    paymentProcessorId: index === 0 ? 'stripe' : 'offline',
    paymentProcessorTitle: index === 0 ? 'Stripe' : 'Offline',
    orderBy: (index + 1) * 10,
  }))
}
