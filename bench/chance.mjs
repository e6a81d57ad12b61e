/*
 * chance.mjs: chance that follows from a number alone (mulberry32), so that
 * data are the same in every run.
 */
let state;

export function seed(number) {
	state = Math.imul(number + 1, 0x9e3779b1);
}

function random() {
	state = (state + 0x6d2b79f5) | 0;
	let x = Math.imul(state ^ (state >>> 15), state | 1);
	x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
	return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
}

export const below = n => Math.floor(random() * n);
export const chance = p => random() < p;
export const pick = list => list[below(list.length)];
/* mostly small, now and then near the limit */
export const size = limit => Math.floor(Math.exp(random() ** 2 * Math.log(limit)));

/* Returns a function that picks a key of an object, as often as its number says. */
export function weighted(weights) {
	const places = Object.entries(weights).flatMap(([key, weight]) => Array(weight).fill(key));

	return () => pick(places);
}
