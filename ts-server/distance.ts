/**
 * Haversine distances in metres between points in E7, each with its reference's operations in their
 * order: floats differ in the last bits. Formula: http://mathforum.org/library/drmath/view/51879.html
 */
import type { Point__Output } from "../proto/generated/routeguide/Point.ts";

const EARTH_RADIUS = 6_371_000;
const E7 = 1e7;

/** As the Python reference has it: degrees are subtracted, then converted. */
export function distanceByDegrees(from: Point__Output, to: Point__Output): number {
	const radians = (degrees: number) => degrees * (Math.PI / 180);
	const latitude1 = from.latitude / E7;
	const latitude2 = to.latitude / E7;
	const sineLatitude = Math.sin(radians(latitude2 - latitude1) / 2);
	const sineLongitude = Math.sin(radians(to.longitude / E7 - from.longitude / E7) / 2);
	const cosines = Math.cos(radians(latitude1)) * Math.cos(radians(latitude2));
	return metresOf(sineLatitude ** 2 + cosines * sineLongitude ** 2);
}

/** As the Go reference has it: degrees are converted, then subtracted. */
export function distanceByRadians(from: Point__Output, to: Point__Output): number {
	const radians = (degrees: number) => (degrees * Math.PI) / 180;
	const latitude1 = radians(from.latitude / E7);
	const latitude2 = radians(to.latitude / E7);
	const sineLatitude = Math.sin((latitude2 - latitude1) / 2);
	const sineLongitude = Math.sin((radians(to.longitude / E7) - radians(from.longitude / E7)) / 2);
	const cosines = Math.cos(latitude1) * Math.cos(latitude2);
	return metresOf(sineLatitude * sineLatitude + cosines * sineLongitude * sineLongitude);
}

/**
 * Metres on the sphere for the square of half the chord. Rounding takes it past 1 near antipodes, and
 * below 0 where two latitudes mean one place; the references' square roots then fail, or are NaN. The
 * nearest value that exists gives the right answer.
 */
export function metresOf(halfChordSquared: number): number {
	const a = Math.min(1, Math.max(0, halfChordSquared));
	return EARTH_RADIUS * (2 * Math.atan2(Math.sqrt(a), Math.sqrt(1 - a)));
}
