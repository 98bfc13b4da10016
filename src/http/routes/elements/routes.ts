import type { PlatformServer } from '../../platform-server.ts'
import { listAuthenticationTypes, readTypeConfiguration } from './authentication-types.ts'
import {
  createParameter,
  removeModel,
  removeParameter,
  replaceParameter,
  saveModel,
} from './change-resource-parts.ts'
import { createResource, removeResource, replaceResource } from './change-resources.ts'
import type { ElementRooms } from './find-connector.ts'
import { readAbilities } from './read-abilities.ts'
import { listElements } from './list-elements.ts'
import { listKeys } from './list-keys.ts'
import { readConfiguration } from './read-configuration.ts'
import { readElement } from './read-element.ts'
import { listMetadata, readMetadata } from './read-metadata.ts'
import {
  listElementObjects,
  listFields,
  listModels,
  readElementObject,
  readField,
  readModel,
} from './read-objects.ts'
import { exportElement, listHooks, listParameters, listTransformations } from './read-parts.ts'
import { readPicture } from './read-picture.ts'
import {
  listResourceHooks,
  listResourceParameters,
  listResources,
  readResource,
  readResourceModel,
} from './read-resources.ts'

/** The catalog of connectors, for everybody to read; what an account adds to one is its own. */
export function registerElementRoutes(server: PlatformServer, rooms: ElementRooms): void {
  const { catalog } = rooms
  listElements(server, rooms)
  listKeys(server, catalog)
  listMetadata(server, rooms)
  readPicture(server, catalog)
  readElement(server, rooms)
  readMetadata(server, rooms)
  readAbilities(server, catalog)
  readConfiguration(server, catalog)
  listAuthenticationTypes(server, catalog)
  readTypeConfiguration(server, catalog)
  registerPartRoutes(server, rooms)
  registerResourceRoutes(server, rooms)
}

function registerPartRoutes(server: PlatformServer, rooms: ElementRooms): void {
  listParameters(server, rooms)
  listHooks(server, rooms)
  listTransformations(server, rooms)
  exportElement(server, rooms)
  listElementObjects(server, rooms)
  readElementObject(server, rooms)
  listFields(server, rooms)
  readField(server, rooms)
  listModels(server, rooms)
  readModel(server, rooms)
}

function registerResourceRoutes(server: PlatformServer, rooms: ElementRooms): void {
  listResources(server, rooms)
  readResource(server, rooms)
  listResourceParameters(server, rooms)
  listResourceHooks(server, rooms)
  readResourceModel(server, rooms)
  createResource(server, rooms)
  replaceResource(server, rooms)
  removeResource(server, rooms)
  createParameter(server, rooms)
  replaceParameter(server, rooms)
  removeParameter(server, rooms)
  saveModel(server, rooms)
  removeModel(server, rooms)
}
