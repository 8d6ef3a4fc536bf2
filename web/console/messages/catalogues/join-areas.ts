export type Catalogue = Readonly<Record<string, string>>

/** One catalogue from the files of all areas. */
export function joinAreas(areas: Readonly<Record<string, unknown>>): Catalogue {
  return Object.assign({}, ...Object.values(areas))
}
