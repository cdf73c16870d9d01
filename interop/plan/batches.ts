/** Cells of one client on one server instance, put into batches that the server can bear. */
import { randomBytes } from "node:crypto";
import type { BatchPlan, Cell } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";

/** Jobs that a driver runs at once, where the server sets no limit. */
const PARALLEL = 8;
/** Jobs with more open calls than this go apart, so that they don't slow the simple ones. */
const FEW_CALLS = 1;

export interface Work {
	readonly cell: Cell;
	readonly scenario: Scenario;
}

/** Batches without ids of their own yet. */
export type BatchDraft = Pick<BatchPlan, "parallel" | "weight" | "timed" | "cells">;

/**
 * Splits the work of one (client, shared instance). `capacity` is the server's max-open-calls, or
 * null. Timed jobs get a batch without heavy company; where the server has a limit, jobs with
 * several calls get another, since `parallel` has to be low for them only, and those that leave no
 * room for a second client a third. `clients` is how many of them the run has.
 */
export function draftBatches(
	work: readonly Work[],
	capacity: number | null,
	clients: number,
): BatchDraft[] {
	const timed = work.filter(({ scenario }) => scenario.timed);
	const rest = work.filter(({ scenario }) => !scenario.timed);
	const few = rest.filter((item) => capacity === null || callsOf(item) <= FEW_CALLS);
	const room = roomOf(capacity);
	const several = rest.filter((item) => room !== null && callsOf(item) > FEW_CALLS);
	const many = several.filter((item) => callsOf(item) <= (room ?? 0));
	const crowd = several.filter((item) => callsOf(item) > (room ?? 0));
	return [
		// All clients' timed batches at once, and room for such as sleep on a channel of their own.
		draft(timed, capacity === null ? null : Math.floor(capacity / (clients + 1)), true),
		draft(few, room, false),
		draft(many, room, false),
		draft(crowd, capacity, false),
	].flatMap((batch) => (batch === null ? [] : [batch]));
}

/** Calls that one of two clients at once may hold open on a server with that capacity. */
function roomOf(capacity: number | null): number | null {
	return capacity === null ? null : Math.max(1, Math.floor(capacity / 2));
}

/** Whether the batch leaves no room for a second client. */
export function isCrowded({ weight }: BatchDraft, capacity: number | null): boolean {
	const room = roomOf(capacity);
	return room !== null && weight > room;
}

function draft(work: readonly Work[], calls: number | null, timed: boolean): BatchDraft | null {
	if (work.length === 0) return null;
	const most = Math.max(...work.map(callsOf), 1);
	const wanted = timed ? work.length : PARALLEL;
	const parallel =
		calls === null ? wanted : Math.max(1, Math.min(wanted, Math.floor(calls / most)));
	return { parallel, weight: parallel * most, timed, cells: work.map(({ cell }) => cell.id) };
}

/** The most calls that a cell's script holds open at once. */
export function callsOf({ cell, scenario }: Work): number {
	return scenario.scripts[cell.behaviour].open_calls;
}

/** A name that no driver knows, and that looks like any other. */
export function madeUpName(): string {
	const letters = [...randomBytes(10)].map((byte) => String.fromCharCode(97 + (byte % 26)));
	return `${letters.slice(0, 5).join("")}_${letters.slice(5).join("")}`;
}
