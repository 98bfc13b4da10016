import type { ResourceHooks } from '../../catalog/hooks.ts'
import { mainPicture } from './picture-hooks.ts'
import { pathVariable, plainWrites } from './plain-writes.ts'
import { recordPath } from './read-back.ts'

/** Hooks of the category resources, by route. */
export const categoryHooks: Readonly<Record<string, ResourceHooks>> = {
  ...plainWrites('/categories'),
  'GET /categories': {
    // Without this word the vendor leaves out disabled categories, and whatever stands below them looks orphaned.
    preRequest: (_context, draft) => ({
      vendor: { query: { hidden_categories: 'true', ...draft.query } },
    }),
  },
  'POST /categories/{id}/image': {
    postRequest: (context, answer) =>
      mainPicture(context, recordPath('/categories', pathVariable(context, 'id')), answer),
  },
}
