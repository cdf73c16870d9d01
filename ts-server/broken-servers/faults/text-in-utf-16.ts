/** Keeps one 16-bit unit of each sign, and so loses those beyond the basic plane. */
import { reading } from "../support/notes.ts";

export const fault = reading((text) => text.replace(/[\u{10000}-\u{10FFFF}]/gu, "\uFFFD"));
