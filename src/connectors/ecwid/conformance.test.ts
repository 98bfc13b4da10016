/** What the connector can do, measured on the platform and the simulated vendor. */
import { testConnector } from '../../../test/support/conformance/test-connector.ts'

const asPublished = 'the model is the published one, from which clients were generated'

testConnector('ecwid', {
  skip: {
    bulk: 'the vendor has no bulk endpoint',
    'GET /batch': 'a batch is read by the ticket that its creation answers',
    'model.taxId': asPublished,
    'model.vendorNumber': asPublished,
    'model.wholesalePrices': asPublished,
    'custom: GET /orders where.createDate':
      "the retired API shows the store's wall clock and is asked in UTC",
  },
})
