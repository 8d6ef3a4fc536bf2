// Distance over the Earth as a sphere: good to half a percent, which is more than an address is.

import type { GeoPoint } from './criterion.ts'

/** Mean radius (IUGG). */
export const earthRadiusKm = 6371.0088

/** The haversine formula; the set form computes the same. */
export function kilometresBetween(one: GeoPoint, other: GeoPoint): number {
  const north = radians(other.latitude - one.latitude)
  const east = radians(other.longitude - one.longitude)
  const chord =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
