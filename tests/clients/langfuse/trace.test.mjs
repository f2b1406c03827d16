// SPDX-License-Identifier: GPL-3.0-or-later
// Langfuse's own SDK sends a trace to the gateway at BASE_URL and reads it back. Keys: LANGFUSE_PUBLIC_KEY, LANGFUSE_SECRET_KEY.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation, startObservation } from "@langfuse/tracing";
import { NodeSDK } from "@opentelemetry/sdk-node";

const baseUrl = process.env.BASE_URL;
const publicKey = process.env.LANGFUSE_PUBLIC_KEY;
const secretKey = process.env.LANGFUSE_SECRET_KEY;
// Without an address the SDK would go to the public cloud.
assert.ok(baseUrl && publicKey && secretKey, "BASE_URL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY must be set");

const sessionId = `session-${Date.now()}`;
const messages = [{ role: "user", content: "関所とは?" }];

const processor = new LangfuseSpanProcessor({ baseUrl, publicKey, secretKey, environment: "test" });
const sdk = new NodeSDK({ spanProcessors: [processor] });
const client = new LangfuseClient({ baseUrl, publicKey, secretKey });
let traceId;

async function sendTrace() {
  const about = { sessionId, userId: "ann", tags: ["sdk", "test"], traceName: "sdk trace" };
  await propagateAttributes(about, () =>
    startActiveObservation("root", async (root) => {
      root.update({ input: messages, output: "A barrier station." });
      const retrieval = startObservation("look up", { input: "関所" });
      retrieval.end();
      await startActiveObservation(
        "answer",
        async (generation) =>
          generation.update({
            model: "gpt-4o-mini",
            modelParameters: { temperature: 0.5 },
            input: messages,
            output: { role: "assistant", content: "A barrier station." },
            usageDetails: { input: 7, output: 5 },
            costDetails: { input: 0.25, output: 0.5 },
            completionStartTime: new Date(),
          }),
        { asType: "generation" },
      );
      traceId = root.traceId;
    }),
  );
  await processor.forceFlush();
}

before(async () => {
  sdk.start();
  await sendTrace();
});
after(() => sdk.shutdown());

test("the trace reads back with its fields", async () => {
  const trace = await client.api.trace.get(traceId);
  assert.equal(trace.name, "sdk trace");
  assert.equal(trace.sessionId, sessionId);
  assert.equal(trace.userId, "ann");
  assert.equal(trace.environment, "test");
  assert.deepEqual(trace.tags, ["sdk", "test"]);
  assert.deepEqual(trace.input, messages);
  assert.equal(trace.output, "A barrier station.");
  assert.equal(trace.totalCost, 0.75);
});

test("observations keep their nesting and figures", async () => {
  const { observations } = await client.api.trace.get(traceId);
  const byName = Object.fromEntries(observations.map((o) => [o.name, o]));
  assert.deepEqual(Object.keys(byName).sort(), ["answer", "look up", "root"]);
  assert.equal(byName.root.parentObservationId, null);
  assert.equal(byName.answer.parentObservationId, byName.root.id);
  assert.equal(byName["look up"].parentObservationId, byName.root.id);
  assert.equal(byName.answer.type, "GENERATION");
  assert.equal(byName.answer.model, "gpt-4o-mini");
  assert.deepEqual(byName.answer.usageDetails, { input: 7, output: 5, total: 12 });
  assert.equal(byName.answer.calculatedTotalCost, 0.75);
  assert.equal(byName.answer.modelParameters.temperature, 0.5);
  assert.ok(byName.answer.timeToFirstToken >= 0);
});

test("lists find the trace by session", async () => {
  const traces = await client.api.trace.list({ sessionId, limit: 10 });
  assert.deepEqual(traces.data.map((t) => t.id), [traceId]);
  assert.equal(traces.meta.totalItems, 1);
  assert.equal(traces.data[0].observations.length, 3);
});

test("the session lists its trace", async () => {
  const session = await client.api.sessions.get(sessionId);
  assert.deepEqual(session.traces.map((t) => t.id), [traceId]);
});

test("the project answers", async () => {
  const projects = await client.api.projects.get();
  assert.equal(projects.data.length, 1);
});

test("wrong keys are told apart from missing traces", async () => {
  const stranger = new LangfuseClient({ baseUrl, publicKey, secretKey: "sk-lf-wrong" });
  await assert.rejects(stranger.api.trace.get(traceId), { statusCode: 401 });
  await assert.rejects(client.api.trace.get("0".repeat(32)), { statusCode: 404 });
});
