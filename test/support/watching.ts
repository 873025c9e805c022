// Runs around every test: no secret may have got out, wherever, and nobody off this machine was called.
import { afterAll, afterEach, expect } from "vitest";
import { takeLeaks } from "./canaries.ts";
// This file is run for every test file; what it imports, once for all that share a worker.
import "./wiretap.ts";

// What is only closed down after a test is told by the next one, or here.
afterEach(() => expect(takeLeaks(), "secrets that got out").toEqual([]));
afterAll(() => expect(takeLeaks(), "secrets that got out").toEqual([]));
